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
const METHODS = {
  messages: "Mọi lệnh nhắn tin: gửi, sửa, trả lời nút",
  sendMessage: "sendMessage · gửi chữ",
  editMessageText: "editMessageText · sửa chữ",
  answerCallbackQuery: "answerCallbackQuery · trả lời nút",
  editMessageReplyMarkup: "editMessageReplyMarkup · sửa nút",
  sendPhoto: "sendPhoto · gửi ảnh",
  sendVoice: "sendVoice · gửi tin thoại",
  sendVideo: "sendVideo · gửi video",
  sendDocument: "sendDocument · gửi tệp",
  sendMediaGroup: "sendMediaGroup · gửi nhiều ảnh",
  copyMessage: "copyMessage · chép tin",
  deleteMessage: "deleteMessage · xóa tin",
  getFile: "getFile · tải tệp về",
  setMyCommands: "setMyCommands · đặt menu lệnh",
  getUpdates: "getUpdates · nhận tin mới",
  "": "Mọi lệnh, trừ nhận tin mới",
};

export class FaultPanel {
  /** app = {play(path, body), run(promise), restart(), toggleFaults()} */
  constructor(node, app) {
    this.app = app;
    this.waiting = h("ul", { class: "fault-list" });
    this.clear = h("button", { type: "button", class: "plain-button", onclick: () => app.run(clearFaults()) }, "Gỡ hết sự cố đang gài");
    this.restart = h("section", {}, h("h3", {}, "Khởi động lại bot"),
      h("p", { class: "hint" }, "Bot tắt ngang như khi mất điện rồi chạy lại. Người, tin nhắn và đồng hồ giữ nguyên."),
      h("button", { type: "button", class: "plain-button primary", onclick: () => app.restart() }, "Khởi động lại bot"));
    this.errors = h("ol", { class: "error-list" });
    this.count = h("p", { class: "hint" });
    node.append(
      h("header", { class: "panel-head" }, h("h2", {}, "Sự cố"), iconButton("close", "Đóng phần sự cố", () => app.toggleFaults())),
      this.restart,
      h("section", {}, h("h3", {}, "Gài sự cố cho lệnh tới"), this.form()),
      h("section", { class: "armed" }, h("h3", {}, "Đang gài"), this.waiting, this.clear),
      h("section", {}, h("h3", {}, "Lệnh bị từ chối gần đây"), this.count, this.errors));
  }

  form() {
    const kind = h("select", { name: "kind" }, Object.entries(KINDS).map(([value, text]) => h("option", { value }, text)));
    const times = h("input", { name: "times", type: "number", min: 1, max: 1000, value: 1, required: true });
    const method = h("select", { name: "method" }, Object.entries(METHODS).map(([value, text]) => h("option", { value }, text)));
    const methodField = field("Lệnh", method);
    const retry = h("input", { name: "retry_after", type: "number", min: 1, max: 3600, value: 3, required: true });
    const retryField = field("Chờ (giây)", retry);
    kind.addEventListener("change", () => {
      retryField.hidden = kind.value !== "429";
      methodField.hidden = kind.value === "redeliver";
    });
    const submit = (event) => {
      event.preventDefault();
      const body = { kind: kind.value, times: Number(times.value) };
      if (method.value && kind.value !== "redeliver") body.method = method.value;
      if (kind.value === "429") body.retry_after = Number(retry.value);
      this.app.play("/faults", body);
    };
    return h("form", { class: "fault-form", onsubmit: submit },
      field("Loại", kind), methodField, field("Số lần", times), retryField,
      h("button", { type: "submit", class: "plain-button primary" }, "Gài sự cố"));
  }

  update({ faults, requests, bot }) {
    this.restart.hidden = !bot.can_restart;
    const signature = JSON.stringify([faults, requests]);
    if (signature === this.signature) return;
    this.signature = signature;
    this.waiting.replaceChildren(...faults.map(({ kind, times, method }) =>
      h("li", {}, h("b", {}, KINDS[kind] ?? kind), ` × ${times}`,
        kind !== "redeliver" && h("small", {}, METHODS[method ?? ""] ?? method))));
    if (faults.length === 0) this.waiting.replaceChildren(h("li", { class: "hint" }, "Chưa gài sự cố nào."));
    this.clear.hidden = faults.length === 0;
    this.count.textContent = `Bot đã gọi ${requests.count.toLocaleString("vi-VN")} lệnh; ` +
      (requests.errors.length > 0 ? "mới nhất ở trên." : "chưa lệnh nào bị từ chối.");
    this.errors.replaceChildren(...requests.errors.toReversed().map(({ method, code, description }) =>
      h("li", {}, h("code", {}, method), " ", h("b", {}, String(code)), h("span", {}, description))));
  }
}

function field(label, input) {
  return h("label", { class: "field" }, h("span", {}, label), input);
}
