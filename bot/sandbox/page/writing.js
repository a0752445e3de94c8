// What a person types between marks becomes formatted words, as in Telegram's own apps: **bold**, __italic__ and so on.

const MARKS = { "**": "bold", __: "italic", "~~": "strikethrough", "||": "spoiler", "`": "code" };
const MARKED = /(\*\*|__|~~|\|\||`)(?=\S)([\s\S]*?\S)\1/;

/** The text without its marks, and the entities they stand for; offsets are UTF-16 units, as JavaScript counts. */
export function formatted(typed) {
  const entities = [];
  const text = unmarked(typed, 0, entities);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function unmarked(typed, start, entities) {
  let text = "";
  let rest = typed;
  for (let found = MARKED.exec(rest); found; found = MARKED.exec(rest)) {
    const [whole, mark, inside] = found;
    text += rest.slice(0, found.index);
    const offset = start + text.length;
    const words = mark === "`" ? inside : unmarked(inside, offset, entities);
    entities.push({ type: MARKS[mark], offset, length: words.length });
    text += words;
    rest = rest.slice(found.index + whole.length);
  }
  return text + rest;
}

/** Her text with the marks put back, to correct it. */
export function marked(text, entities = []) {
  const marks = Object.entries(MARKS).map(([mark, type]) => [type, mark]);
  const known = new Map(marks);
  const at = [];
  for (const { type, offset, length } of entities) {
    if (!known.has(type)) continue;
    at.push({ place: offset, mark: known.get(type), order: length });
    at.push({ place: offset + length, mark: known.get(type), order: -length });
  }
  // From the end, so that places stay true; at one place an outer mark encloses an inner one.
  at.sort((a, b) => b.place - a.place || a.order - b.order);
  return at.reduce((words, { place, mark }) => words.slice(0, place) + mark + words.slice(place), text);
}

/** Put marks around what is selected in the box. */
export function mark(box, sign) {
  const { selectionStart: from, selectionEnd: to, value } = box;
  box.setRangeText(sign + value.slice(from, to) + sign, from, to, "select");
  box.setSelectionRange(from + sign.length, to + sign.length);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
