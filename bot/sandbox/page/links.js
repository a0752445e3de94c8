// Links to the bot, followed on the page instead of in Telegram.

/** The start payload of a link to this bot, null for any other link. */
export function deepLink(text, username) {
  const own = (username ?? "").toLowerCase();
  let url;
  try {
    url = new URL(/^(t|telegram)\.me\//i.test(text) ? `https://${text}` : text);
  } catch {
    return null;
  }
  const isWeb = ["t.me", "telegram.me", "telegram.dog"].includes(url.hostname.toLowerCase());
  const name = isWeb ? url.pathname.slice(1) : url.protocol === "tg:" ? url.searchParams.get("domain") : null;
  return name?.toLowerCase() === own ? url.searchParams.get("start") : null;
}

/** Whether a link only leads to the private chat with this bot, with nothing to start. */
export function leadsToBot(text, username) {
  return deepLink(`${text}${text.includes("?") ? "&" : "?"}start=`, username) !== null;
}
