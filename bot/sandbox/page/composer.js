// Where she writes: the text box, the bot's command menu, what she answers or corrects, and what she attaches.

import { fullName, h, icon, iconButton } from "./dom.js";
import { menu } from "./dialogs.js";
import { summary } from "./media.js";
import { formatted, mark, marked } from "./writing.js";

const IS_TOUCH = window.matchMedia("(pointer: coarse)").matches;

/** act = {say(text, replyTo, entities), edit(messageId, text, entities), attach(kind, files), toggleKeyboard(), phone()} */
export class Composer {
  constructor(act) {
    this.act = act;
    this.about = null;
    this.commands = [];
    this.build();
  }

  build() {
    this.input = h("textarea", { rows: 1, "aria-label": "Viết tin nhắn", placeholder: "Tin nhắn", enterkeyhint: "send",
      oninput: () => this.refresh(), onkeydown: (event) => this.onKey(event), onselect: () => this.showFormats(),
      onkeyup: () => this.showFormats(), onpointerup: () => this.showFormats() });
    this.slash = iconButton("more", "Các lệnh của bot", () => this.toggleCommands(), { class: "icon-button slash", "aria-expanded": "false" });
    this.slash.replaceChildren("/");
    this.keys = iconButton("keyboard", "Ẩn hoặc hiện bàn phím của bot", () => this.act.toggleKeyboard(), { hidden: true });
    this.clip = iconButton("attach", "Đính kèm", () => this.openAttach());
    this.send = iconButton("send", "Gửi", () => this.submit(), { class: "icon-button send", hidden: true });
    this.list = h("div", { class: "commands", role: "group", "aria-label": "Lệnh của bot", hidden: true });
    this.banner = h("div", { class: "about", hidden: true });
    this.picker = h("input", { type: "file", hidden: true, multiple: true, tabindex: "-1", onchange: () => this.onFiles() });
    const format = (label, sign, letter) => h("button", { type: "button", class: "format", "aria-label": label, title: label,
      onpointerdown: (event) => event.preventDefault(), onclick: () => mark(this.input, sign) }, letter);
    this.formats = h("div", { class: "formats", role: "group", "aria-label": "Định dạng chữ đang chọn", hidden: true },
      format("Chữ đậm", "**", h("b", {}, "B")), format("Chữ nghiêng", "__", h("i", {}, "I")), format("Gạch ngang", "~~", h("s", {}, "S")));
    this.node = h("div", { class: "composer" }, this.list, this.banner, this.formats, this.picker,
      h("div", { class: "compose-row" }, this.slash, this.input, this.keys, this.clip, this.send));
  }

  /** Show what the person's state allows: the bot's commands, its placeholder, whether there is a keyboard to toggle. */
  update({ commands, placeholder, hasKeyboard, keyboardShown }) {
    this.commands = commands;
    this.slash.hidden = commands.length === 0;
    this.input.placeholder = placeholder || "Tin nhắn";
    this.keys.hidden = !hasKeyboard;
    this.keys.setAttribute("aria-pressed", String(keyboardShown));
  }

  refresh() {
    const hasText = this.input.value.trim() !== "";
    this.send.hidden = !hasText && this.about?.kind !== "edit";
    this.clip.hidden = !this.send.hidden;
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 140)}px`;
    const typed = /^\/\w*$/.test(this.input.value) ? this.input.value.slice(1) : null;
    this.showCommands(typed);
    this.showFormats();
  }

  /** Signs to format with appear while some words are selected. */
  showFormats() {
    this.formats.hidden = this.input.selectionStart === this.input.selectionEnd;
  }

  onKey(event) {
    const sign = (event.ctrlKey || event.metaKey) && { b: "**", i: "__" }[event.key.toLowerCase()];
    if (sign) {
      event.preventDefault();
      mark(this.input, sign);
    }
    if (event.key === "Escape") {
      if (this.list.hidden) this.forget();
      else this.showCommands(null);
    }
    if (event.key === "ArrowUp" && !this.list.hidden) this.list.lastElementChild?.focus();
    // While a Vietnamese input method is composing a syllable, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || IS_TOUCH) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const { text, entities } = formatted(this.input.value.trim());
    if (!text) return;
    const about = this.about;
    this.input.value = "";
    this.forget();
    if (about?.kind === "edit") this.act.edit(about.message.message_id, text, entities);
    else this.act.say(text, about?.message.message_id, entities);
  }

  toggleCommands() {
    this.showCommands(this.list.hidden ? "" : null);
    if (!this.list.hidden) this.list.firstElementChild?.focus();
  }

  /** The bot's commands for this person; a list that is open shows the new ones at once. */
  offer(commands) {
    const isNew = JSON.stringify(commands) !== JSON.stringify(this.commands);
    this.commands = commands;
    if (isNew && !this.list.hidden) this.showCommands(this.typed);
  }

  /** The commands that begin with what was typed; null hides the list. */
  showCommands(typed) {
    this.typed = typed;
    const fitting = typed === null ? [] : this.commands.filter(({ command }) => command.startsWith(typed));
    this.list.hidden = fitting.length === 0;
    this.slash.setAttribute("aria-expanded", String(!this.list.hidden));
    this.list.replaceChildren(...fitting.map(({ command, description }) => h("button", { type: "button", class: "command-row",
      onclick: () => this.choose(command), onkeydown: (event) => this.walk(event) },
    h("b", {}, `/${command}`), h("span", {}, description))));
  }

  choose(command) {
    if (this.input.value.startsWith("/")) this.input.value = "";
    this.refresh();
    this.act.say(`/${command}`);
    this.input.focus();
  }

  walk(event) {
    const next = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (event.key === "Escape") this.showCommands(null);
    if (event.key === "Escape" || (next && !event.currentTarget[next])) this.input.focus();
    else if (next) event.currentTarget[next].focus();
    if (next) event.preventDefault();
  }

  answer(message) {
    this.setAbout("reply", message, fullName(message.from));
  }

  correct(message) {
    this.setAbout("edit", message, "Sửa tin đã gửi");
    this.input.value = marked(message.text, message.entities);
    this.refresh();
  }

  setAbout(kind, message, title) {
    this.about = { kind, message };
    this.banner.replaceChildren(icon(kind), h("span", {}, h("b", {}, title), summary(message)),
      iconButton("close", "Bỏ qua", () => this.forget()));
    this.banner.hidden = false;
    // A bot that asks for a reply on one phone does not take the keyboard from another.
    const busy = document.activeElement;
    if (busy === document.body || this.act.phone().contains(busy)) this.input.focus();
  }

  forget() {
    if (this.about?.kind === "edit") this.input.value = "";
    this.about = null;
    this.banner.hidden = true;
    this.refresh();
  }

  openAttach() {
    const entry = (kind, name, text, accept) => ({ icon: name, text, act: () => this.attach(kind, accept) });
    menu(this.act.phone(), this.clip, "Đính kèm", [
      entry("photo", "photo", "Ảnh hoặc video", "image/*,video/*"),
      entry("document", "file", "Tệp", ""),
      entry("contact", "contact", "Số điện thoại của tôi"),
      entry("location", "location", "Vị trí"),
      entry("voice", "voice", "Tin nhắn thoại"),
      entry("voice", "voice", "Tin thoại từ tệp…", "audio/*"),
      entry("sticker", "sticker", "Nhãn dán"),
    ]);
  }

  attach(kind, accept) {
    if (accept === undefined) {
      this.act.attach(kind);
      return;
    }
    this.wanted = kind;
    this.picker.accept = accept;
    this.picker.multiple = kind !== "voice";
    this.picker.click();
  }

  onFiles() {
    const files = [...this.picker.files];
    if (files.length > 0) this.act.attach(this.wanted, files);
    this.picker.value = "";
  }
}
