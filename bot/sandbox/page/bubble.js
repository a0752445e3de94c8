// One message as it stands in a chat: its bubble and, below, the buttons that hang on it.

import { fullName, h, icon, iconButton } from "./dom.js";
import { isPicture, media, summary } from "./media.js";
import { richText } from "./richtext.js";
import { inlineKeyboard } from "./keyboards.js";
import { clockText } from "./time.js";

const LONG_PRESS_MS = 450;

/** act = {openLink, sendCommand, copy, tap(message, button), openMenu(message, anchor), showMessage(id), nameOf(user) in a group} */
export function bubble(message, isHers, act) {
  const attached = media(message);
  const words = message.text ?? message.caption;
  const text = words && h("div", { class: "text" },
    richText(words, message.entities ?? message.caption_entities, act), h("span", { class: "meta-space" }));
  const isBare = message.sticker && !words;
  const more = iconButton("more", "Thao tác với tin này", () => act.openMenu(message, more), { class: "icon-button message-more" });
  const inside = h("div", { class: `bubble${isPicture(message) ? " with-picture" : ""}${isBare ? " bare" : ""}` },
    origin(message, isHers ? null : act.nameOf), quote(message.reply_to_message, act),
    message.show_caption_above_media ? [text, attached] : [attached, text],
    meta(message, isHers), more);
  listenForLongPress(inside, () => act.openMenu(message, inside));
  const keyboard = message.reply_markup?.inline_keyboard;
  return h("article", {
    class: `message ${isHers ? "hers" : "bots"}${keyboard ? " with-keyboard" : ""}`,
    "data-message": message.message_id,
    "aria-label": `${isHers ? "Tin gửi đi" : "Tin của bot"}, ${clockText(new Date(message.date * 1000))}`,
  }, inside, keyboard && inlineKeyboard(keyboard, (button) => act.tap(message, button)));
}

function origin(message, nameOf) {
  const lines = nameOf ? [nameOf(message.from)] : [];
  const source = message.forward_origin;
  if (source) {
    const name = source.sender_user ? fullName(source.sender_user) : source.sender_user_name ?? source.chat?.title ?? "";
    lines.push(`Chuyển tiếp từ ${name}`);
  }
  return lines.length > 0 && h("div", { class: "origin" }, lines.join(" · "));
}

function quote(original, act) {
  if (!original) return null;
  const name = original.from ? fullName(original.from) : "";
  return h("button", { type: "button", class: "quote", onclick: () => act.showMessage(original.message_id) },
    h("b", {}, name), h("span", {}, summary(original)));
}

function meta(message, isHers) {
  const at = new Date(message.date * 1000);
  return h("span", { class: "meta" },
    (message.edited || message.edit_date) && h("span", { class: "edited" }, "đã sửa"),
    h("time", { datetime: at.toISOString() }, clockText(at)),
    isHers && (message.pending
      ? h("span", { class: "pending", role: "img", "aria-label": "Đang chờ sóng", title: "Đang chờ sóng" }, icon("clock"))
      : h("span", { class: "sent", role: "img", "aria-label": "Đã gửi" }, icon("check"))));
}

/** A held finger or the right button opens the menu, once; moving the finger (scrolling) or lifting it early does not. */
function listenForLongPress(node, act) {
  let timer = null;
  let isOpened = false;
  const forget = () => clearTimeout(timer);
  const open = () => {
    isOpened = true;
    act();
  };
  node.addEventListener("pointerdown", (event) => {
    isOpened = false;
    if (event.pointerType === "touch") timer = setTimeout(open, LONG_PRESS_MS);
  });
  for (const name of ["pointerup", "pointermove", "pointercancel", "pointerleave"]) node.addEventListener(name, forget);
  node.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    forget();
    if (!isOpened) open();
  });
}
