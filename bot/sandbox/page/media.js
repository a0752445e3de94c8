// What a message can carry besides text: pictures, files, sound, a contact, a place.

import { fileUrl } from "./api.js";
import { avatar, fullName, h, icon } from "./dom.js";
import { pictureBox } from "./dialogs.js";

const KINDS = {
  photo: (photo, message) => picture(largest(photo), message.caption || "Ảnh"),
  animation: (file) => video(file),
  video: (file) => video(file),
  video_note: (file) => video(file),
  document: (file) => fileCard(file),
  audio: (file) => sound(file, "Bản âm thanh"),
  voice: (file) => sound(file, "Tin nhắn thoại"),
  sticker: (file) => sticker(file),
  contact: (contact) => contactCard(contact),
  venue: (venue) => placeCard(venue.location, venue.title),
  location: (place) => placeCard(place, "Vị trí"),
};

const NAMES = {
  photo: "Ảnh", animation: "Ảnh động", video: "Video", video_note: "Video", document: "Tệp", audio: "Âm thanh",
  voice: "Tin nhắn thoại", sticker: "Nhãn dán", contact: "Danh bạ", venue: "Địa điểm", location: "Vị trí",
};

const kindOf = (message) => Object.keys(KINDS).find((kind) => message[kind]);

/** The node for what the message carries, or null for plain text. */
export function media(message) {
  const kind = kindOf(message);
  if (kind) return KINDS[kind](message[kind], message);
  if (message.text !== undefined) return null;
  if (message.group_chat_created) return h("p", { class: "unsupported" }, "Đã lập nhóm và mời bot vào.");
  return h("p", { class: "unsupported" }, "Loại tin này chưa xem được ở đây.");
}

export function isPicture(message) {
  return ["photo", "animation", "video", "video_note"].includes(kindOf(message));
}

/** One line for a list or a quote: the text, or what kind of thing it is. */
export function summary(message) {
  const kind = kindOf(message);
  const words = message.text ?? message.caption ?? (message.group_chat_created ? "Đã lập nhóm" : "");
  const line = [kind && (kind === "document" ? message.document.file_name : NAMES[kind]), words].filter(Boolean);
  return line.join(": ").replace(/\s+/g, " ").slice(0, 120) || "Tin nhắn";
}

function largest(photo) {
  return photo.reduce((best, size) => (size.width * size.height > best.width * best.height ? size : best));
}

function picture(size, alt) {
  const src = fileUrl(size.file_id);
  return h("button", { type: "button", class: "photo", "aria-label": "Xem ảnh to hơn", onclick: () => pictureBox(src, alt) },
    h("img", { src, alt, width: size.width, height: size.height }));
}

function video(file) {
  return h("video", { class: "video", src: fileUrl(file.file_id), controls: true, preload: "metadata", playsinline: true,
    width: file.width || file.length, height: file.height || file.length, "aria-label": "Video" });
}

function sound(file, label) {
  return h("div", { class: "sound" },
    h("span", { class: "sound-label" }, icon("voice"), file.title || label, file.duration > 0 && ` · ${lasting(file.duration)}`),
    h("audio", { controls: true, preload: "none", src: fileUrl(file.file_id), "aria-label": label }));
}

function lasting(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function fileCard(file) {
  const name = file.file_name || "tệp";
  return h("a", { class: "card", href: fileUrl(file.file_id), download: name },
    h("span", { class: "card-sign" }, icon("file")),
    h("span", { class: "card-words" }, h("b", {}, name), h("small", {}, `${sizeText(file.file_size)} · tải về`)));
}

function sizeText(bytes) {
  if (!bytes) return "Tệp";
  if (bytes < 1024) return `${bytes} B`;
  const number = (value) => value.toLocaleString("vi-VN", { maximumFractionDigits: 1 });
  return bytes < 1024 * 1024 ? `${number(bytes / 1024)} KB` : `${number(bytes / 1024 / 1024)} MB`;
}

/** The picture, or the emoji it stands for where there is no picture to show. */
function sticker(file) {
  const emoji = h("span", { class: "sticker", role: "img", "aria-label": `Nhãn dán ${file.emoji ?? ""}` }, file.emoji || "🌿");
  if (file.is_animated || file.is_video) return emoji;
  const image = h("img", { class: "sticker-image", src: fileUrl(file.file_id), alt: `Nhãn dán ${file.emoji ?? ""}`,
    onerror: () => image.replaceWith(emoji) });
  return image;
}

function contactCard(contact) {
  const phone = contact.phone_number ?? "";
  return h("div", { class: "card" },
    avatar(fullName(contact), 2),
    h("span", { class: "card-words" }, h("b", {}, fullName(contact)),
      h("a", { href: `tel:${phone.replace(/[^+\d]/g, "")}` }, phone)));
}

function placeCard(place, title) {
  return h("div", { class: "card" },
    h("span", { class: "card-sign" }, icon("location")),
    h("span", { class: "card-words" }, h("b", {}, title),
      h("small", {}, `${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`)));
}
