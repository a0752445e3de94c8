// Sandbox time at the edge: everything is shown as Asia/Ho_Chi_Minh, whatever zone the browser is in.

const ZONE = "Asia/Ho_Chi_Minh";
const DAY_MS = 86_400_000;
const hourMinute = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const dayNumber = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" });
const weekday = new Intl.DateTimeFormat("vi-VN", { timeZone: ZONE, weekday: "long" });
const WEEKDAYS = { Sun: "CN", Mon: "T2", Tue: "T3", Wed: "T4", Thu: "T5", Fri: "T6", Sat: "T7" };
const weekdayKey = new Intl.DateTimeFormat("en-US", { timeZone: ZONE, weekday: "short" });

let offset = 0;

/** Learn what the sandbox's clock shows; it runs on from there. */
export function setNow(iso) {
  const instant = Date.parse(iso);
  if (!Number.isNaN(instant)) offset = instant - Date.now();
}

export function now() {
  return new Date(Date.now() + offset);
}

export function clockText(date) {
  return hourMinute.format(date);
}

/** "2026-11-22": sorts and compares as text. */
export function dayKey(date) {
  return dayNumber.format(date);
}

/** "CN 22/11/2026" */
export function shortDay(date) {
  const [year, month, day] = dayKey(date).split("-");
  return `${WEEKDAYS[weekdayKey.format(date)]} ${day}/${month}/${year}`;
}

/** "Hôm nay", "Hôm qua", or "Thứ Hai, 23 tháng 11", with the year where it is not this year. */
export function dayLabel(date) {
  const key = dayKey(date);
  if (key === dayKey(now())) return "Hôm nay";
  if (key === dayKey(new Date(now().getTime() - DAY_MS))) return "Hôm qua";
  const [year, month, day] = key.split("-").map(Number);
  const name = weekday.format(date);
  const thisYear = Number(dayKey(now()).slice(0, 4));
  return `${name}, ${day} tháng ${month}${year === thisYear ? "" : ` năm ${year}`}`;
}
