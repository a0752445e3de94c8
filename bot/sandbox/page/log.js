// The list of messages: only what changed is rebuilt, and the reader is never moved while she reads further up.

import { bubble } from "./bubble.js";
import { h, iconButton } from "./dom.js";
import { dayKey, dayLabel } from "./time.js";

const NEAR_BOTTOM_PX = 80;

export class Log {
  constructor(label, act) {
    this.act = act;
    this.shown = new Map();
    this.newBelow = 0;
    this.top = 0;
    this.list = h("div", { class: "log", role: "log", "aria-label": label, tabindex: "0", onscroll: () => this.onScroll() });
    this.count = h("span", { class: "badge", hidden: true });
    this.down = iconButton("down", "Xuống tin mới nhất", () => this.toBottom(true), { class: "icon-button to-bottom", hidden: true });
    this.down.append(this.count);
    this.node = h("div", { class: "log-frame" }, this.list, this.down);
    this.follow = true;
    const keepUp = () => this.follow && this.toBottom();
    new ResizeObserver(keepUp).observe(this.list);
    this.list.addEventListener("load", keepUp, true);
  }

  /** Bring the list in line with the messages; hers are those from ``personId``. */
  update(messages, personId) {
    const wanted = rows(messages, personId);
    const isFirst = this.shown.size === 0;
    const fresh = wanted.filter((row) => row.message && !this.shown.has(row.key)).map((row) => row.message);
    const keys = new Set(wanted.map((row) => row.key));
    for (const [key, { node }] of this.shown) if (!keys.has(key)) this.drop(key, node);
    let before = null;
    for (const row of wanted) {
      const node = this.nodeFor(row, personId);
      const place = before ? before.nextSibling : this.list.firstChild;
      if (place !== node) this.list.insertBefore(node, place);
      before = node;
    }
    this.settle(fresh, personId, isFirst);
  }

  nodeFor(row, personId) {
    const old = this.shown.get(row.key);
    if (old && old.signature === row.signature) return old.node;
    const node = row.message
      ? bubble(row.message, isFrom(row.message, personId), this.act)
      : h("div", { class: "day" }, h("span", {}, row.label));
    if (old) {
      const hadFocus = old.node.contains(document.activeElement);
      node.classList.add("changed");
      old.node.replaceWith(node);
      if (hadFocus) (node.querySelector(".inline-button") ?? this.list).focus({ preventScroll: true });
    }
    this.shown.set(row.key, { node, signature: row.signature });
    return node;
  }

  drop(key, node) {
    node.remove();
    this.shown.delete(key);
  }

  settle(fresh, personId, isFirst) {
    if (isFirst || this.follow || fresh.some((message) => isFrom(message, personId))) {
      this.toBottom();
      return;
    }
    this.newBelow += fresh.length;
    this.onScroll();
  }

  toBottom(smoothly = false) {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.list.scrollTo({ top: this.list.scrollHeight, behavior: smoothly && !calm ? "smooth" : "instant" });
    this.onScroll();
  }

  onScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.list;
    // Only the reader moves upwards; a keyboard that opens or a picture that loads just changes what is below.
    if (scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX) this.follow = true;
    else if (scrollTop < this.top) this.follow = false;
    this.top = scrollTop;
    if (this.follow) this.newBelow = 0;
    this.down.hidden = this.follow;
    this.count.hidden = this.newBelow === 0;
    this.count.textContent = String(this.newBelow);
  }

  /** Bring one message into view and let it glow for a moment. */
  reveal(messageId) {
    const row = this.shown.get(`message:${messageId}`);
    if (!row) return;
    row.node.scrollIntoView({ block: "center" });
    row.node.classList.add("glow");
    row.node.addEventListener("animationend", () => row.node.classList.remove("glow"), { once: true });
  }
}

export function isFrom(message, personId) {
  return message.from?.id === personId;
}

/** Messages with a line between days. */
function rows(messages, personId) {
  const wanted = [];
  let day = null;
  messages.forEach((message, index) => {
    const date = new Date(message.date * 1000);
    if (dayKey(date) !== day) {
      day = dayKey(date);
      wanted.push({ key: `day:${day}:${index === 0 ? "first" : ""}`, label: dayLabel(date), signature: dayLabel(date) });
    }
    const key = message.message_id ? `message:${message.message_id}` : `waiting:${index}`;
    wanted.push({ key, message, signature: JSON.stringify(message) + personId });
  });
  return wanted;
}
