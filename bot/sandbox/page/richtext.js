// Turns a text and its entities into nodes. Offsets are UTF-16 units, which is what JavaScript strings count.

import { h } from "./dom.js";

const SIMPLE = { bold: "b", italic: "i", underline: "u", strikethrough: "s" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);

/** Nodes for a text; act = {openLink(url), sendCommand(text), copy(text)} is what its parts can do. */
export function richText(text, entities, act) {
  const kept = (entities ?? [])
    .map((entity) => ({ ...entity, length: Math.min(entity.length, text.length - entity.offset) }))
    .filter((entity) => entity.offset >= 0 && entity.length > 0);
  return nest(text, 0, text.length, kept, act);
}

function nest(text, from, to, entities, act) {
  const parts = [];
  let at = from;
  let left = inOrder(entities);
  while (left.length > 0) {
    const [outer, ...others] = left;
    const end = outer.offset + outer.length;
    const { inside, after } = divide(others, end);
    parts.push({ text: text.slice(at, outer.offset) });
    parts.push({ entity: outer, text: text.slice(outer.offset, end), nodes: nest(text, outer.offset, end, inside, act) });
    at = end;
    left = inOrder(after);
  }
  parts.push({ text: text.slice(at, to) });
  return closeGaps(parts).map((part) => (part.entity ? wrap(part, act) : document.createTextNode(part.text)));
}

function inOrder(entities) {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
}

/** What lies before ``end`` and what after it; an entity across the border is cut in two. */
function divide(entities, end) {
  const inside = [];
  const after = [];
  for (const entity of entities) {
    const last = entity.offset + entity.length;
    if (entity.offset >= end) after.push(entity);
    else inside.push({ ...entity, length: Math.min(last, end) - entity.offset });
    if (entity.offset < end && last > end) after.push({ ...entity, offset: end, length: last - end });
  }
  return { inside, after };
}

/** A block starts and ends its own line, so the line feed beside it would show as an empty line. */
function closeGaps(parts) {
  parts.forEach((part, index) => {
    if (!part.entity || !BLOCKS.has(part.entity.type)) return;
    const [before, after] = [parts[index - 1], parts[index + 1]];
    if (!before.entity && before.text.endsWith("\n")) before.text = before.text.slice(0, -1);
    if (!after.entity && after.text.startsWith("\n")) after.text = after.text.slice(1);
  });
  return parts.filter((part) => part.entity || part.text !== "");
}

function wrap({ entity, text, nodes }, act) {
  const { type } = entity;
  if (SIMPLE[type]) return h(SIMPLE[type], {}, nodes);
  if (type === "code") {
    return h("code", { class: "copyable", role: "button", tabindex: "0", title: "Bấm để sao chép",
      ...pressable(() => act.copy(text)) }, nodes);
  }
  if (type === "pre") return h("pre", {}, h("code", {}, nodes));
  if (type === "blockquote") return h("blockquote", {}, nodes);
  if (type === "expandable_blockquote") return expandable(nodes);
  if (type === "spoiler") return spoiler(nodes);
  if (type === "bot_command") return inlineButton(nodes, () => act.sendCommand(text));
  const target = linkTarget(entity, text);
  return target ? link(target, nodes, act) : h("span", { class: `entity-${type}` }, nodes);
}

function linkTarget({ type, url }, text) {
  if (type === "text_link") return url;
  if (type === "url") return /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  if (type === "email") return `mailto:${text}`;
  if (type === "phone_number") return `tel:${text.replace(/[^+\d]/g, "")}`;
  if (type === "mention") return `https://t.me/${text.slice(1)}`;
  return null;
}

/** Whether a link may be opened: scripts and data never. */
export function isSafeLink(url) {
  try {
    return SAFE_SCHEMES.has(new URL(url).protocol);
  } catch {
    return false;
  }
}

function link(url, nodes, act) {
  if (!isSafeLink(url)) return h("span", {}, nodes);
  const open = (event) => {
    if (act.openLink(url)) event.preventDefault();
  };
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick: open }, nodes);
}

function pressable(act) {
  return {
    onclick: act,
    onkeydown: (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    },
  };
}

function inlineButton(nodes, act) {
  return h("span", { class: "command", role: "button", tabindex: "0", ...pressable(act) }, nodes);
}

function spoiler(nodes) {
  const reveal = () => {
    node.classList.add("revealed");
    node.removeAttribute("role");
    node.removeAttribute("tabindex");
    node.removeAttribute("aria-label");
  };
  const node = h("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Chữ bị che, bấm để xem",
    ...pressable(reveal) }, h("span", {}, nodes));
  return node;
}

function expandable(nodes) {
  const toggle = () => node.setAttribute("aria-expanded", String(node.classList.toggle("open")));
  const node = h("blockquote", { class: "expandable", role: "button", tabindex: "0", "aria-expanded": "false",
    ...pressable(toggle) }, nodes);
  return node;
}
