// The group of the branch: everybody writes in it, and the bot answers where it is spoken to.

import { avatar, fullName, h, icon, iconButton, personTone } from "./dom.js";
import { menu, notice } from "./dialogs.js";
import { leadsToBot } from "./links.js";
import { Log } from "./log.js";

export const GROUP = "group";
export const GROUP_NAME = "Nhóm chi hội";

export class GroupChat {
  /** app = {state(), play(path, body), open(personId), close(id), canClose()} */
  constructor(app) {
    this.id = GROUP;
    this.app = app;
    this.writer = null;
    this.subtitle = h("p", { class: "subtitle" });
    this.more = iconButton("more", "Tùy chọn của nhóm", () => this.openMenu());
    this.log = new Log("Tin nhắn trong nhóm", {
      openLink: () => false,
      sendCommand: (text) => this.say(text),
      copy: () => {},
      tap: (_message, button) => this.tap(button),
      openMenu: () => {},
      showMessage: (id) => this.log.reveal(id),
      nameOf: fullName,
    });
    this.welcome = h("div", { class: "welcome" }, avatar("N", "bot"), h("h3", {}, GROUP_NAME),
      h("p", {}, "Mọi người cùng viết ở đây. Bot chỉ trả lời khi được gọi tên."));
    this.node = h("section", { class: "phone group-phone", "data-person": GROUP, "aria-label": GROUP_NAME },
      h("header", { class: "phone-head" }, h("span", { class: "avatar tone-5", "aria-hidden": "true" }, icon("group")),
        h("div", { class: "names" }, h("h2", {}, GROUP_NAME), this.subtitle), this.more),
      h("div", { class: "screen" }, this.log.node, this.welcome), h("div", { class: "foot" }, this.composer()));
  }

  composer() {
    this.who = h("button", { type: "button", class: "who", onclick: () => this.chooseWriter() });
    this.input = h("textarea", { rows: 1, "aria-label": "Viết trong nhóm", placeholder: "Tin nhắn", enterkeyhint: "send",
      onkeydown: (event) => this.onKey(event) });
    const call = iconButton("contact", "Gọi tên bot", () => this.callBot(), { class: "icon-button slash" });
    call.replaceChildren("@");
    return h("div", { class: "composer" }, h("div", { class: "compose-row" }, this.who, call, this.input,
      iconButton("send", "Gửi", () => this.submit(), { class: "icon-button send" })));
  }

  update(state) {
    const group = state.groups.at(-1);
    const messages = group?.chat ?? [];
    this.people = state.people.filter((person) => !person.deleted);
    this.writer = this.people.find((person) => person.id === this.writer?.id) ?? this.people[0];
    this.subtitle.textContent = state.bot.away ? "Bot đang khởi động lại…" : `${this.people.length} người và ${state.bot.first_name}`;
    this.welcome.hidden = messages.length > 0;
    this.log.node.hidden = messages.length === 0;
    this.log.update(messages, this.writer?.id);
    if (!this.writer) return;
    this.who.replaceChildren(avatar(fullName(this.writer), personTone(this.writer)));
    this.who.setAttribute("aria-label", `Người viết: ${fullName(this.writer)}. Bấm để đổi`);
    this.who.title = this.who.getAttribute("aria-label");
  }

  chooseWriter() {
    menu(this.node, this.who, "Ai viết?", this.people.map((person) => ({ icon: "contact", text: fullName(person),
      act: () => { this.writer = person; this.update(this.app.state()); this.input.focus(); } })));
  }

  callBot() {
    this.input.value = `@${this.app.state().bot.username} ${this.input.value}`;
    this.input.focus();
  }

  onKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  async submit() {
    const text = this.input.value.trim();
    if (text && await this.say(text)) this.input.value = "";
  }

  say(text) {
    return this.app.play(`/people/${this.writer.id}/group`, { text });
  }

  /** The bot's button in a group leads to the private chat of whoever writes. */
  tap(button) {
    if (button.url && leadsToBot(button.url, this.app.state().bot.username)) this.app.open(this.writer.id);
    else notice("Nút này chưa thử được trong nhóm.");
  }

  openMenu() {
    menu(this.node, this.more, "Tùy chọn của nhóm", [
      { icon: "contact", text: "Đổi người viết…", act: () => this.chooseWriter() },
      ...(this.app.canClose() ? [{ icon: "close", text: "Cất nhóm đi", act: () => this.app.close(GROUP) }] : []),
    ]);
  }
}
