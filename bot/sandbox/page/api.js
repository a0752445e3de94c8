// Speaks with the sandbox's play API; every refusal becomes an Error that can be shown as it is.

async function readAnswer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || `Máy chủ thử trả lời lỗi ${response.status}.`);
  return body;
}

async function request(path, options) {
  let response;
  try {
    response = await fetch(`/play${path}`, { cache: "no-store", ...options });
  } catch {
    throw new Error("Không nối được với máy chủ thử.");
  }
  return readAnswer(response);
}

export function fetchState() {
  return request("/state");
}

export function post(path, body = {}) {
  return request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export function upload(path, files, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append("file", file, file.name);
  return request(path, { method: "POST", body: form });
}

export function clearFaults() {
  return request("/faults", { method: "DELETE" });
}

export function fileUrl(fileId) {
  return `/play/file/${encodeURIComponent(fileId)}`;
}

/** Calls onEvent for every happening, and onLink(true | false) as the line to the server comes and goes. */
export function listen(onEvent, onLink) {
  const source = new EventSource("/play/events");
  source.addEventListener("open", () => onLink(true));
  source.addEventListener("error", () => onLink(false));
  source.addEventListener("message", (event) => {
    try {
      onEvent(JSON.parse(event.data));
    } catch (error) {
      console.error("An event could not be read", error);
    }
  });
  return source;
}
