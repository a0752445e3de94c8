// The bar above the phones: which bot this is, what time the sandbox has, and how to move it. Time only goes forward.

import { avatar, h, icon } from "./dom.js";
import { formBox, menu } from "./dialogs.js";
import { clockText, now, shortDay } from "./time.js";

const HOUR = 3600;
const MOVES = [
  { text: "+1 giờ", body: { seconds: HOUR } },
  { text: "+1 ngày", body: { seconds: 24 * HOUR } },
  { text: "Đến 19:00", body: { until: "19:00" } },
];
const MORE_MOVES = [...MOVES, { text: "+7 ngày", body: { seconds: 7 * 24 * HOUR } }];

export class Bar {
  /** app = {play(path, body), toggleFaults()} */
  constructor(node, app) {
    this.app = app;
    this.brand = h("div", { class: "brand" });
    this.day = h("span", { class: "clock-day" });
    this.time = h("time", {});
    this.clock = h("button", { type: "button", class: "clock-face", onclick: () => this.openClock() },
      icon("clock"), this.day, this.time);
    this.trouble = h("span", { class: "badge", hidden: true });
    this.faults = h("button", { type: "button", class: "bar-button faults-button", "aria-expanded": "false",
      "aria-controls": "faults", onclick: () => app.toggleFaults() }, icon("fault"), h("span", { class: "words" }, "Sự cố"), this.trouble);
    node.append(this.brand, h("div", { class: "clock", role: "group", "aria-label": "Đồng hồ của hộp cát" }, this.clock,
      MOVES.map((move) => h("button", { type: "button", class: "bar-button move", onclick: () => this.move(move.body) }, move.text))),
    this.faults);
    setInterval(() => this.tick(), 5000);
  }

  update(state, faultsOpen, unseenErrors) {
    this.brand.replaceChildren(avatar(state.bot.first_name, "bot"),
      h("span", {}, h("h1", {}, state.bot.first_name), h("small", {}, `@${state.bot.username} · hộp cát`)));
    this.faults.setAttribute("aria-expanded", String(faultsOpen));
    const armed = state.faults.reduce((sum, { times }) => sum + times, 0);
    this.faults.classList.toggle("is-armed", armed > 0);
    this.trouble.hidden = unseenErrors === 0;
    this.trouble.textContent = String(unseenErrors);
    this.faults.setAttribute("aria-label", ["Sự cố", armed > 0 && `đang gài ${armed}`,
      unseenErrors > 0 && `${unseenErrors} lệnh mới bị từ chối`].filter(Boolean).join(", "));
    this.faults.title = armed > 0 ? `Đang gài ${armed} sự cố` : "Sự cố";
    this.tick();
  }

  tick() {
    const at = now();
    this.day.textContent = shortDay(at);
    this.time.textContent = clockText(at);
    this.time.setAttribute("datetime", at.toISOString());
    this.clock.setAttribute("aria-label", `Bây giờ là ${clockText(at)}, ${shortDay(at)}. Bấm để chỉnh đồng hồ`);
  }

  move(body) {
    return this.app.play("/clock", body);
  }

  openClock() {
    menu(null, this.clock, "Chỉnh đồng hồ", [
      ...MORE_MOVES.map(({ text, body }) => ({ icon: "clock", text, act: () => this.move(body) })),
      { icon: "edit", text: "Đến giờ khác…", act: () => this.askTime() },
    ]);
  }

  async askTime() {
    const answer = await formBox(null, "Đến giờ khác", [
      { name: "until", label: "Giờ và phút, ví dụ 06:30", placeholder: "06:30", required: true }], "Đi tới");
    if (answer?.until) this.move({ until: answer.until });
  }
}
