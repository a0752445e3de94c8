// For developers: misfortunes to order for the bot's next calls, and the calls that the server refused.

import { clearFaults } from "./api.js";
import { h, iconButton } from "./dom.js";

const KINDS = {
  429: "429 · quá nhiều yêu cầu",
  500: "500 · máy chủ lỗi",
  502: "502 · cổng lỗi, trả HTML",
  timeout_before: "Hết giờ, chưa làm",
  timeout_after: "Hết giờ, đã làm xong",
  reset_before: "Đứt kết nối, chưa làm",
  reset_after: "Đứt kết nối, đã làm xong",
  redeliver: "Giao lại tin đã nhận",
  slow: "Trả lời chậm",
};
const METHODS = ["sendMessage", "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery", "sendPhoto",
  "sendDocument", "deleteMessage", "getUpdates", "getFile"];

export class FaultPanel {
  /** app = {play(path, body), run(promise), toggleFaults()} */
  constructor(node, app) {
    this.app = app;
    this.waiting = h("ul", { class: "fault-list" });
    this.errors = h("ol", { class: "error-list" });
    this.count = h("p", { class: "hint" });
    node.append(
      h("header", { class: "panel-head" }, h("h2", {}, "Sự cố"), iconButton("close", "Đóng phần sự cố", () => app.toggleFaults())),
      h("section", {}, h("h3", {}, "Gây sự cố cho lệnh tới"), this.form(), this.waiting),
      h("section", {}, h("h3", {}, "Lệnh bị từ chối gần đây"), this.count, this.errors));
  }

  form() {
    const kind = h("select", { name: "kind" }, Object.entries(KINDS).map(([value, text]) => h("option", { value }, text)));
    const times = h("input", { name: "times", type: "number", min: 1, max: 1000, value: 1, required: true });
    const method = h("input", { name: "method", list: "methods", placeholder: "mọi lệnh", autocomplete: "off", spellcheck: "false" });
    const retry = h("input", { name: "retry_after", type: "number", min: 1, max: 3600, value: 3, required: true });
    const retryField = field("Chờ (giây)", retry);
    kind.addEventListener("change", () => { retryField.hidden = kind.value !== "429"; });
    const submit = (event) => {
      event.preventDefault();
      const body = { kind: kind.value, times: Number(times.value) };
      if (method.value.trim()) body.method = method.value.trim();
      if (kind.value === "429") body.retry_after = Number(retry.value);
      this.app.play("/faults", body);
    };
    return h("form", { class: "fault-form", onsubmit: submit },
      field("Loại", kind), field("Số lần", times), retryField, field("Lệnh", method),
      h("datalist", { id: "methods" }, METHODS.map((name) => h("option", { value: name }))),
      h("button", { type: "submit", class: "plain-button primary" }, "Gây sự cố"));
  }

  update({ faults, requests }) {
    const signature = JSON.stringify([faults, requests]);
    if (signature === this.signature) return;
    this.signature = signature;
    this.waiting.replaceChildren(...faults.map(({ kind, times, method }) =>
      h("li", {}, h("b", {}, KINDS[kind] ?? kind), ` × ${times}`, method && h("code", {}, ` ${method}`))));
    if (faults.length > 0) {
      this.waiting.append(h("li", {}, h("button", { type: "button", class: "plain-button",
        onclick: () => this.app.run(clearFaults()) }, "Bỏ hết sự cố đang chờ")));
    }
    this.count.textContent = `Bot đã gọi ${requests.count.toLocaleString("vi-VN")} lệnh; ` +
      (requests.errors.length > 0 ? "mới nhất ở trên." : "chưa lệnh nào bị từ chối.");
    this.errors.replaceChildren(...requests.errors.toReversed().map(({ method, code, description }) =>
      h("li", {}, h("code", {}, method), " ", h("b", {}, String(code)), h("span", {}, description))));
  }
}

function field(label, input) {
  return h("label", { class: "field" }, h("span", {}, label), input);
}
