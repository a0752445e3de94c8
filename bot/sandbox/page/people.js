// The list of people: whose phones lie on the table, and who has something unread.

import { avatar, fullName, h, icon, personTone } from "./dom.js";
import { formBox } from "./dialogs.js";
import { GROUP, GROUP_NAME } from "./group.js";
import { isFrom } from "./log.js";
import { summary } from "./media.js";

export class People {
  /** app = {open(personId), isOpen(personId), play(path, body)} */
  constructor(node, app) {
    this.node = node;
    this.app = app;
    this.seen = new Map();
    this.rows = new Map();
    this.list = h("div", { class: "people-list" });
    this.group = h("button", { type: "button", class: "person group-tab", onclick: () => app.open(GROUP) });
    this.node.append(this.list, this.group,
      h("button", { type: "button", class: "add-person", "aria-label": "Thêm người", title: "Thêm người", onclick: () => this.add() }, icon("plus"), h("span", {}, "Thêm người")));
  }

  update(people, group) {
    this.updateGroup(group);
    for (const person of people) {
      if (!this.rows.has(person.id)) this.addRow(person);
      this.updateRow(this.rows.get(person.id), person);
    }
  }

  updateGroup(group) {
    const isOpen = this.app.isOpen(GROUP);
    const last = group?.chat.at(-1);
    const count = group?.chat.filter((message) => message.from.is_bot).length ?? 0;
    if (isOpen || this.groupSeen === undefined) this.groupSeen = count;
    const unread = count - this.groupSeen;
    this.group.setAttribute("aria-pressed", String(isOpen));
    this.group.title = GROUP_NAME;
    this.group.replaceChildren(h("span", { class: "avatar tone-5", "aria-hidden": "true" }, icon("group")),
      h("span", { class: "person-words" }, h("b", {}, GROUP_NAME),
        h("small", {}, last ? summary(last) : "Chưa ai viết")),
      ...(unread > 0 ? [h("span", { class: "badge", role: "img", "aria-label": `${unread} tin chưa đọc` }, String(unread))] : []));
    this.group.setAttribute("aria-label", unread > 0 ? `${GROUP_NAME}, ${unread} tin chưa đọc` : GROUP_NAME);
  }

  addRow(person) {
    const row = h("button", { type: "button", class: "person", "data-person": person.id, onclick: () => this.app.open(person.id) });
    this.rows.set(person.id, row);
    this.list.append(row);
  }

  updateRow(row, person) {
    const chat = person.chat.filter((message) => !message.deleted);
    const isOpen = this.app.isOpen(person.id);
    const last = chat.at(-1);
    const newest = Math.max(0, ...chat.map((message) => message.message_id || 0));
    if (isOpen || !this.seen.has(person.id)) this.seen.set(person.id, newest);
    const unread = chat.filter((message) => message.message_id > this.seen.get(person.id) && !isFrom(message, person.id)).length;
    if (isOpen && row.getAttribute("aria-pressed") === "false") row.scrollIntoView({ block: "nearest", inline: "nearest" });
    row.setAttribute("aria-pressed", String(isOpen));
    row.setAttribute("aria-label", fullName(person) + (unread > 0 ? `, ${unread} tin chưa đọc` : ""));
    row.title = isOpen ? "Đang mở" : "Mở máy này";
    const parts = [avatar(fullName(person), personTone(person)),
      h("span", { class: "person-words" }, h("b", {}, fullName(person)),
        h("small", {}, last ? summary(last) : person.role_hint || "Chưa trò chuyện")),
      person.offline && mark("offline", "Mất sóng"), person.blocked && mark("block", "Đã chặn bot"),
      unread > 0 && h("span", { class: "badge", role: "img", "aria-label": `${unread} tin chưa đọc` }, String(unread))];
    row.replaceChildren(...parts.filter(Boolean));
  }

  async add() {
    const answer = await formBox(null, "Thêm người", [
      { name: "first_name", label: "Tên", placeholder: "Hoa", required: true },
      { name: "last_name", label: "Họ và tên đệm (không bắt buộc)", placeholder: "Nguyễn Thị" }], "Thêm");
    if (!answer?.first_name) return;
    const body = answer.last_name ? answer : { first_name: answer.first_name };
    const made = await this.app.play("/people", body);
    const id = made?.id ?? made?.person?.id;
    if (id !== undefined) this.app.open(id);
  }
}

function mark(name, label) {
  return h("span", { class: "mark", role: "img", "aria-label": label }, icon(name));
}
