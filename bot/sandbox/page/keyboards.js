// The two kinds of buttons Telegram has: those on a message and those in place of her keyboard.

import { h, icon } from "./dom.js";

/** Rows of full width; the face of a button says what kind it is. */
export function inlineKeyboard(rows, onPress) {
  return h("div", { class: "inline-keyboard", role: "group", "aria-label": "Các nút của tin này" },
    rows.map((row) => h("div", { class: "inline-row" }, row.map((button) => inlineButton(button, onPress)))));
}

function inlineButton(button, onPress) {
  const sign = button.url ? "link" : button.copy_text ? "copy" : null;
  return h("button", { type: "button", class: "inline-button", "data-callback": button.callback_data, title: button.text,
    onclick: () => onPress(button) },
  h("span", { class: "label" }, button.text), sign && icon(sign), h("span", { class: "spinner", "aria-hidden": "true" }));
}

/** Her keyboard: buttons that write their own words, unless they ask for her number or place. */
export function replyKeyboard(markup, onPress) {
  const isTall = !markup.resize_keyboard;
  return h("div", { class: `reply-keyboard${isTall ? " tall" : ""}`, role: "group", "aria-label": "Bàn phím của bot" },
    markup.keyboard.map((row) => h("div", { class: "reply-row" }, row.map((entry) => {
      const button = typeof entry === "string" ? { text: entry } : entry;
      const sign = button.request_contact ? "contact" : button.request_location ? "location" : null;
      return h("button", { type: "button", class: "reply-button", onclick: () => onPress(button) },
        sign && icon(sign), h("span", {}, button.text));
    }))));
}
