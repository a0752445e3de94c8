// Questions, alerts and menus over a phone, built on <dialog>: the browser keeps the focus and Escape closes.

import { h, icon } from "./dom.js";

/** Show a dialog over ``phone`` (the whole window without one); it leaves the page when it closes. */
function show(phone, className, label, content) {
  const box = h("dialog", { class: className, "aria-label": label }, content);
  const place = phone?.getBoundingClientRect() ?? { left: 0, width: window.innerWidth };
  box.style.setProperty("--over-left", `${place.left}px`);
  box.style.setProperty("--over-width", `${place.width}px`);
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close();
  });
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
}

function button(text, onclick, className = "") {
  return h("button", { type: "button", class: `plain-button ${className}`, onclick }, text);
}

/** The alert of an answered tap: one text, one button. */
export function alertBox(phone, title, text) {
  const box = show(phone, "box", title, [
    h("h2", {}, title),
    h("p", { class: "lines" }, text),
    h("div", { class: "box-buttons" }, button("Đã hiểu", () => box.close(), "primary")),
  ]);
}

/** Resolves to whether she agreed. */
export function confirmBox(phone, title, text, yes) {
  return new Promise((resolve) => {
    let agreed = false;
    const box = show(phone, "box", title, [
      h("h2", {}, title),
      h("p", { class: "lines" }, text),
      h("div", { class: "box-buttons" },
        button("Thôi", () => box.close()),
        button(yes, () => { agreed = true; box.close(); }, "primary")),
    ]);
    box.addEventListener("close", () => resolve(agreed));
  });
}

/**
 * Asks for a few texts; resolves to {name: value} or null. fields: [{name, label, value, placeholder, required}].
 * choices, when given, are offered below as ready answers: [{title, detail, values}].
 */
export function formBox(phone, title, fields, yes, choices = []) {
  return new Promise((resolve) => {
    let answer = null;
    const finish = (values) => { answer = values; box.close(); };
    const inputs = fields.map((field) => h("input", { name: field.name, value: field.value, required: field.required,
      placeholder: field.placeholder, autocomplete: "off", autocapitalize: "off", spellcheck: "false" }));
    const form = h("form", { method: "dialog", onsubmit: (event) => {
      event.preventDefault();
      finish(Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()])));
    } },
    fields.map((field, index) => h("label", { class: "field" }, h("span", {}, field.label), inputs[index])),
    h("div", { class: "box-buttons" }, button("Thôi", () => box.close()),
      h("button", { type: "submit", class: "plain-button primary" }, yes)));
    const ready = choices.map(({ title: name, detail, values }) => h("button", { type: "button", class: "choice",
      onclick: () => finish(values) }, h("b", {}, name), detail && h("small", {}, detail)));
    const box = show(phone, "box", title, [h("h2", {}, title), form,
      ready.length > 0 && h("div", { class: "choices" }, h("h3", {}, "Liên kết soạn sẵn"), ready)]);
    box.addEventListener("close", () => resolve(answer));
    inputs[0]?.focus();
  });
}

/** A menu near ``anchor``: items are {icon, text, act}, or with ``on`` (a boolean) a switch. */
export function menu(phone, anchor, label, items) {
  const rows = items.map((item) => h("button", {
    type: "button",
    class: "menu-item",
    role: item.on === undefined ? "menuitem" : "menuitemcheckbox",
    "aria-checked": item.on === undefined ? null : String(item.on),
    onclick: () => { box.close(); item.act(); },
  }, icon(item.icon), h("span", {}, item.text), item.on !== undefined && h("span", { class: "switch" })));
  const box = show(phone, "menu", label, h("div", { role: "menu", "aria-label": label, onkeydown: walk }, rows));
  placeNear(box, anchor);
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const rows = [...event.currentTarget.children];
  rows[(rows.indexOf(document.activeElement) + step + rows.length) % rows.length].focus();
}

function placeNear(box, anchor) {
  const target = anchor.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const left = Math.min(Math.max(8, target.right - size.width), window.innerWidth - size.width - 8);
  const below = target.bottom + 4;
  const top = below + size.height > window.innerHeight - 8 ? target.top - size.height - 4 : below;
  box.style.left = `${left}px`;
  box.style.top = `${Math.min(Math.max(8, top), window.innerHeight - size.height - 8)}px`;
}

/** A picture as large as the window allows. */
export function pictureBox(src, alt) {
  const close = () => box.close();
  const box = show(null, "picture", "Ảnh phóng to", [
    h("img", { src, alt, onclick: close }),
    h("button", { type: "button", class: "icon-button", "aria-label": "Đóng ảnh", onclick: close }, icon("close")),
  ]);
}

/** A line at the top of the window that leaves by itself: errors and small confirmations. */
export function notice(text, isError = true) {
  const line = h("div", { class: isError ? "notice error" : "notice" }, text);
  document.getElementById("notices").append(line);
  setTimeout(() => line.remove(), isError ? 7000 : 2500);
}
