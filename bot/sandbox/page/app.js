// Puts the page together: fetches the state of the sandbox, keeps it fresh, and lays out as many phones as fit.
// The server's state is the truth; nothing the page shows is kept anywhere else.

import { fetchState, listen, post, upload } from "./api.js";
import { Bar } from "./bar.js";
import { notice } from "./dialogs.js";
import { FaultPanel } from "./faults.js";
import { GROUP, GroupChat } from "./group.js";
import { People } from "./people.js";
import { Phone } from "./phone.js";
import { setNow } from "./time.js";

const REFRESH_DELAY_MS = 30;
const TYPING_MS = 5500;
const PHONE_MIN_PX = 292;
const MAX_PHONES = 3;
const REMEMBERED = "open-phones";

const table = document.getElementById("phones");
const faultsNode = document.getElementById("faults");
const phones = new Map();
let state = null;
let order = [];
let columns = 1;
let refreshing = null;
let isStale = false;
let errorsSeen = null;

const app = {
  state: () => state,
  run,
  play: (path, body) => run(post(path, body)),
  upload: (path, files, fields) => run(upload(path, files, fields)),
  restart,
  open,
  close,
  canClose: () => onTable().length > 1,
  isOpen: (personId) => onTable().includes(personId),
  toggleFaults,
};
const bar = new Bar(document.getElementById("bar"), app);
const people = new People(document.getElementById("people"), app);
const faultPanel = new FaultPanel(faultsNode, app);

/** Waits for an act, shows its refusal, and looks at the sandbox again; resolves to the answer or undefined. */
async function run(promise) {
  try {
    return await promise;
  } catch (error) {
    notice(error.message);
    return undefined;
  } finally {
    refreshSoon();
  }
}

/** Fetch the state shortly; many events together cost one fetch, and one that comes meanwhile costs one more. */
function refreshSoon() {
  isStale = true;
  refreshing ??= setTimeout(refresh, REFRESH_DELAY_MS);
}

async function refresh() {
  isStale = false;
  try {
    state = await fetchState();
    setNow(state.now);
    draw();
    // Nobody tells when the bot stops typing: it lasts some seconds, so look again after them.
    if (state.people.some((person) => person.typing)) setTimeout(refreshSoon, TYPING_MS);
  } catch (error) {
    notice(error.message);
  }
  refreshing = isStale ? setTimeout(refresh, REFRESH_DELAY_MS) : null;
}

/** The people whose phones are shown, at most as many as there are columns; the last used ones stay. */
function onTable() {
  const known = new Set([...state.people.map((person) => person.id), GROUP]);
  return order.filter((id) => known.has(id)).slice(0, columns);
}

function draw() {
  if (order.length === 0) order = remembered() ?? state.people.map((person) => person.id).slice(0, MAX_PHONES);
  const shown = new Set(onTable());
  for (const person of state.people) {
    if (!shown.has(person.id) && !phones.has(person.id)) continue;
    if (!phones.has(person.id)) phones.set(person.id, new Phone(person, app));
    if (shown.has(person.id)) place(phones.get(person.id));
    phones.get(person.id).update(person, state);
  }
  if (shown.has(GROUP)) {
    if (!phones.has(GROUP)) phones.set(GROUP, new GroupChat(app));
    place(phones.get(GROUP));
    phones.get(GROUP).update(state);
  }
  for (const [id, phone] of phones) if (!shown.has(id)) phone.node.remove();
  people.update(state.people, state.groups.at(-1));
  drawTrouble();
}

/** Phones lie in the order of the people, so that they do not change places when another is opened. */
function place(phone) {
  if (phone.node.isConnected) return;
  const rank = (id) => (id === GROUP ? Infinity : state.people.findIndex((person) => person.id === Number(id)));
  const next = [...table.children].find((node) => rank(node.dataset.person) > rank(phone.id));
  table.insertBefore(phone.node, next ?? null);
  phone.log.toBottom();
}

function drawTrouble() {
  const { errors } = state.requests;
  if (!faultsNode.hidden || errorsSeen === null) errorsSeen = errors;
  // The server keeps only the last refusals, so their number alone does not tell whether there are new ones.
  const isNew = JSON.stringify(errors) !== JSON.stringify(errorsSeen);
  faultPanel.update(state);
  bar.update(state, !faultsNode.hidden, isNew ? Math.max(1, errors.length - errorsSeen.length) : 0);
}

function open(personId) {
  order = [personId, ...order.filter((id) => id !== personId)];
  remember();
  if (personId !== GROUP && !state.people.some((person) => person.id === personId)) refreshSoon();
  else draw();
  const phone = phones.get(personId);
  const input = phone?.input ?? phone?.composer.input;
  if (!window.matchMedia("(pointer: coarse)").matches) input?.focus({ preventScroll: true });
}

function close(personId) {
  order = onTable().filter((id) => id !== personId);
  remember();
  draw();
}

/** Kill the bot and start it again; on a small screen the chat is what one wants to see meanwhile. */
function restart() {
  if (getComputedStyle(faultsNode).position === "fixed") toggleFaults();
  return run(post("/restart"));
}

function toggleFaults() {
  faultsNode.hidden = !faultsNode.hidden;
  drawTrouble();
  if (!faultsNode.hidden) faultsNode.querySelector("select").focus();
}

function remember() {
  try {
    sessionStorage.setItem(REMEMBERED, JSON.stringify(order));
  } catch {
    // A browser that keeps nothing shows the first people again.
  }
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(REMEMBERED));
  } catch {
    return null;
  }
}

function onEvent(event) {
  const phone = phones.get(event.person_id);
  if (event.type === "toast") phone?.onAnswer(event);
  if (event.type === "keyboard") phone?.wakeKeyboard();
  if (event.type === "bot") notice(event.away ? "Bot đang tắt, chờ chạy lại…" : "Bot đã chạy lại.", false);
  refreshSoon();
}

function onLink(isUp) {
  document.body.classList.toggle("cut-off", !isUp);
  if (isUp) refreshSoon();
}

new ResizeObserver(([entry]) => {
  const fitting = Math.floor(entry.contentRect.width / PHONE_MIN_PX);
  const count = Math.max(1, Math.min(MAX_PHONES, fitting));
  if (count === columns) return;
  columns = count;
  if (state) draw();
}).observe(table);

refreshSoon();
listen(onEvent, onLink);
