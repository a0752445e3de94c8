// One person's phone: her chat with the bot, her keyboard, and what she does with them.

import { avatar, fullName, h, icon, iconButton, personTone } from "./dom.js";
import { alertBox, confirmBox, formBox, menu, notice } from "./dialogs.js";
import { Composer } from "./composer.js";
import { GROUP, GROUP_NAME } from "./group.js";
import { replyKeyboard } from "./keyboards.js";
import { deepLink } from "./links.js";
import { Log, isFrom } from "./log.js";
import { isSafeLink } from "./richtext.js";
import { formatted } from "./writing.js";

const SPINNER_MS = 30_000;
const TOAST_MS = 4000;

export class Phone {
  /** app = {state(), play(path, body), upload(path, files, fields), open(id), close(id), canClose()} */
  constructor(person, app) {
    this.id = person.id;
    this.app = app;
    this.person = person;
    this.waiting = new Map();
    this.answered = new Set();
    this.keyboardHidden = false;
    this.build();
  }

  build() {
    this.title = h("h2", {});
    this.subtitle = h("p", { class: "subtitle" });
    this.face = h("span", {});
    this.more = iconButton("more", "Tùy chọn của máy này", () => this.openMenu());
    this.toasts = h("div", { class: "toasts", role: "status" });
    this.log = new Log(`Tin nhắn của ${fullName(this.person)}`, {
      openLink: (url) => this.openLink(url),
      sendCommand: (text) => this.say(text),
      copy: (text) => this.copy(text),
      tap: (message, button) => this.tap(message, button),
      openMenu: (message, anchor) => this.openMessageMenu(message, anchor),
      showMessage: (id) => this.log.reveal(id),
    });
    this.composer = new Composer({
      say: (text, replyTo, entities) => this.say(text, replyTo, entities),
      edit: (messageId, text, entities) => this.play("edit", { message_id: messageId, text, entities }),
      attach: (kind, files) => this.attach(kind, files),
      toggleKeyboard: () => this.toggleKeyboard(),
      phone: () => this.node,
    });
    this.welcome = h("div", { class: "welcome" });
    this.foot = h("div", { class: "foot" });
    this.keyboard = h("div", { class: "keyboard-place" });
    this.node = h("section", { class: "phone", "data-person": this.id }, this.toasts,
      h("header", { class: "phone-head" }, this.face, h("div", { class: "names" }, this.title, this.subtitle), this.more),
      h("div", { class: "screen" }, this.log.node, this.welcome), this.foot);
  }

  update(person, state) {
    this.person = person;
    const chat = person.chat.filter((message) => !message.deleted);
    const isNew = person.chat.length === 0;
    this.node.setAttribute("aria-label", `Máy của ${fullName(person)}`);
    this.title.textContent = fullName(person);
    this.subtitle.textContent = subtitle(person, state.bot);
    this.node.classList.toggle("offline", Boolean(person.offline));
    this.face.replaceChildren(avatar(fullName(person), personTone(person)));
    this.welcome.hidden = !isNew;
    this.log.node.hidden = isNew;
    if (isNew) this.showWelcome(state.bot);
    this.log.update(chat, person.id);
    this.showSpinners();
    this.showFoot(isNew);
    this.showKeyboard(person.keyboard, chat);
  }

  showWelcome(bot) {
    this.welcome.replaceChildren(avatar(bot.first_name, "bot"), h("h3", {}, bot.first_name),
      h("p", { class: "lines" }, bot.description || "Bấm Bắt đầu để trò chuyện với bot."));
  }

  showFoot(isNew) {
    const big = (text, act) => h("button", { type: "button", class: "big-button", onclick: act }, text);
    const wanted = isNew ? "start" : this.person.blocked ? "blocked" : "write";
    if (this.footShows !== wanted) {
      if (wanted === "start") this.foot.replaceChildren(big("BẮT ĐẦU", () => this.play("start", { payload: "" })));
      else if (wanted === "blocked") this.foot.replaceChildren(big("BỎ CHẶN BOT", () => this.play("block", { on: false })));
      else this.foot.replaceChildren(this.composer.node, this.keyboard);
    }
    this.footShows = wanted;
    this.composer.offer(this.person.commands ?? []);
  }

  showKeyboard(markup, chat) {
    const signature = JSON.stringify(markup ?? null);
    if (signature !== this.keyboardShown) {
      this.keyboardShown = signature;
      this.keyboardHidden = false;
      const last = chat.at(-1);
      if (markup?.force_reply && last && !isFrom(last, this.id)) this.composer.answer(last);
    }
    const keys = markup?.keyboard?.length > 0 ? markup : null;
    const isShown = keys !== null && !this.keyboardHidden;
    // Rebuilt only when it is another one: a key must not vanish under the finger that presses it.
    const drawn = isShown ? signature : "";
    if (drawn !== this.keyboardDrawn) {
      this.keyboard.replaceChildren(...(isShown ? [replyKeyboard(keys, (button) => this.press(button, keys))] : []));
    }
    this.keyboardDrawn = drawn;
    this.composer.update({
      commands: this.composer.commands,
      placeholder: markup?.input_field_placeholder,
      hasKeyboard: keys !== null && !keys.is_persistent,
      keyboardShown: isShown,
    });
  }

  toggleKeyboard() {
    this.keyboardHidden = !this.keyboardHidden;
    this.showKeyboard(this.person.keyboard, this.person.chat);
  }

  putKeyboardAway() {
    this.keyboardHidden = true;
    this.showKeyboard(this.person.keyboard, this.person.chat);
  }

  /** The bot gave a keyboard again: one that was put away comes back. */
  wakeKeyboard() {
    this.keyboardHidden = false;
  }

  async press(button, markup) {
    if (button.request_contact) {
      const text = `Bot sẽ nhận tên và số điện thoại ${this.person.phone ?? ""} của bạn.`;
      if (!(await confirmBox(this.node, "Chia sẻ số điện thoại?", text, "Chia sẻ"))) return;
      this.play("contact");
    } else if (button.request_location) {
      const text = "Bot sẽ nhận vị trí hiện tại của bạn.";
      if (!(await confirmBox(this.node, "Chia sẻ vị trí?", text, "Chia sẻ"))) return;
      this.play("location");
    } else {
      this.say(button.text);
    }
    if (markup.one_time_keyboard && JSON.stringify(markup) === this.keyboardShown) this.putKeyboardAway();
  }

  async attach(kind, files) {
    if (files) {
      await this.sendFiles(kind, files);
      return;
    }
    if (kind === "contact" || kind === "location") await this.press({ [`request_${kind}`]: true }, {});
    else this.play(kind);
  }

  /** Ask for the words that go with the files, as Telegram does before it sends them. */
  async sendFiles(kind, files) {
    const names = files.map((file) => file.name).join(", ");
    const answer = kind === "voice" ? {} : await formBox(this.node, files.length > 1 ? `Gửi ${files.length} tệp` : `Gửi ${names}`,
      [{ name: "caption", label: "Chú thích (không bắt buộc)", placeholder: "**đậm**, __nghiêng__" }], "Gửi");
    if (!answer) return;
    const { text, entities } = formatted(answer.caption ?? "");
    this.app.upload(`/people/${this.id}/${kind}`, files, { caption: text, entities: JSON.stringify(entities) });
  }

  play(act, body = {}) {
    return this.app.play(`/people/${this.id}/${act}`, body);
  }

  say(text, replyTo, entities = []) {
    return this.play("say", replyTo ? { text, reply_to: replyTo, entities } : { text, entities });
  }

  async tap(message, button) {
    if (button.url) {
      this.openButtonLink(button.url);
      return;
    }
    if (button.copy_text) {
      this.copy(button.copy_text.text);
      return;
    }
    if (!button.callback_data) {
      this.toast("Nút loại này chưa thử được ở đây.");
      return;
    }
    const key = `${message.message_id}:${button.callback_data}`;
    if (this.waiting.has(key)) return;
    const wait = { queryId: null };
    this.waiting.set(key, wait);
    this.showSpinners();
    setTimeout(() => this.waiting.get(key) === wait && this.stopSpinner(key), SPINNER_MS);
    const answer = await this.play("tap", { message_id: message.message_id, data: button.callback_data });
    if (!answer || this.answered.has(answer.query_id)) this.stopSpinner(key);
    else wait.queryId = answer.query_id;
  }

  stopSpinner(key) {
    this.waiting.delete(key);
    this.showSpinners();
  }

  showSpinners() {
    for (const button of this.log.list.querySelectorAll("[data-callback]")) {
      const key = `${button.closest("[data-message]").dataset.message}:${button.dataset.callback}`;
      button.setAttribute("aria-busy", String(this.waiting.has(key)));
    }
  }

  /** The bot answered a tap: the spinner ends, and what it said is shown. */
  onAnswer({ query_id: queryId, text, show_alert: isAlert, url }) {
    this.answered.add(queryId);
    for (const [key, wait] of this.waiting) if (wait.queryId === queryId) this.stopSpinner(key);
    if (url) this.openButtonLink(url);
    if (text && isAlert) alertBox(this.node, this.app.state().bot.first_name, text);
    else if (text) this.toast(text);
  }

  toast(text) {
    const line = h("div", { class: "toast" }, text);
    this.toasts.replaceChildren(line);
    setTimeout(() => line.remove(), TOAST_MS + text.length * 20);
  }

  copy(text) {
    navigator.clipboard.writeText(text).then(() => this.toast("Đã sao chép"), () => this.toast("Máy không cho sao chép"));
  }

  /** True when the link was a deep link to this bot and was followed here. */
  openLink(url) {
    const payload = deepLink(url, this.app.state().bot.username);
    if (payload === null) return false;
    this.play("start", { payload });
    return true;
  }

  async openButtonLink(url) {
    if (this.openLink(url)) return;
    if (!isSafeLink(url)) {
      this.toast("Liên kết này không mở được.");
      return;
    }
    if (await confirmBox(this.node, "Mở liên kết?", url, "Mở")) window.open(url, "_blank", "noopener,noreferrer");
  }

  openMenu() {
    const { person } = this;
    menu(this.node, this.more, `Tùy chọn của máy ${fullName(person)}`, [
      { icon: "link", text: "Mở liên kết t.me…", act: () => this.askLink() },
      { icon: "offline", text: "Mất sóng", on: Boolean(person.offline), act: () => this.play("signal", { on: person.offline }) },
      { icon: "block", text: "Đã chặn bot", on: Boolean(person.blocked), act: () => this.play("block", { on: !person.blocked }) },
      { icon: "group", text: `Viết trong ${GROUP_NAME}`, act: () => this.app.open(GROUP) },
      ...(this.app.canClose() ? [{ icon: "close", text: "Cất máy này đi", act: () => this.app.close(this.id) }] : []),
    ]);
  }

  async askLink() {
    const { links, bot } = this.app.state();
    const answer = await formBox(this.node, "Mở liên kết", [
      { name: "link", label: "Liên kết hoặc mã", placeholder: `https://t.me/${bot.username}?start=…` }], "Mở",
    links.map(({ title, payload }) => ({ title, detail: payload, values: { link: payload } })));
    if (!answer) return;
    const payload = deepLink(answer.link, bot.username) ?? (/[:/?]/.test(answer.link) ? null : answer.link);
    if (payload === null) notice(`Không mở được: cần liên kết dạng https://t.me/${bot.username}?start=… hoặc riêng mã.`);
    else this.play("start", { payload });
  }

  openMessageMenu(message, anchor) {
    const isHers = isFrom(message, this.id);
    const words = message.text ?? message.caption;
    menu(this.node, anchor, "Thao tác với tin nhắn", [
      { icon: "reply", text: "Trả lời", act: () => this.composer.answer(message) },
      ...(words ? [{ icon: "copy", text: "Sao chép chữ", act: () => this.copy(words) }] : []),
      ...(isHers && message.text && !message.pending
        ? [{ icon: "edit", text: "Sửa tin", act: () => this.composer.correct(message) }] : []),
      ...(message.pending ? [] : [{ icon: "close", text: "Xóa tin ở máy này", act: () => this.play("delete", { message_id: message.message_id }) }]),
    ]);
  }
}

function subtitle(person, bot) {
  if (person.deleted) return "Đã xóa tài khoản";
  if (bot.away) return "Bot đang khởi động lại…";
  if (person.typing) return `${bot.first_name} đang soạn tin…`;
  if (person.offline) return "Đang chờ sóng…";
  if (person.blocked) return "Đã chặn bot";
  return person.role_hint || `trò chuyện với ${bot.first_name}`;
}
