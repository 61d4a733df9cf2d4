// A block of boxes: marked with Shift and the arrows or by dragging, copied to and pasted from a spreadsheet.

import { textOf } from "./page.js";

/** Tab-separated text as spreadsheets write it: a field with a tab, a line break or a quote stands in quotes. */
export function readTsv(text) {
  const rows = [[]];
  const fields = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)/y;
  let at = 0;
  for (;;) {
    fields.lastIndex = at;
    const [whole, quoted, bare] = fields.exec(text);
    rows.at(-1).push(quoted === undefined ? bare : quoted.replace(/""/g, '"'));
    at += whole.length;
    if (at >= text.length) return rows;
    if (text[at] === "\t") at += 1;
    else {
      at += text.startsWith("\r\n", at) ? 2 : 1;
      if (at >= text.length) return rows; // the last line ends like all others
      rows.push([]);
    }
  }
}

const quoted = (text) => (/[\t\r\n"]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
const wordOf = (box) => (box.tagName === "SELECT" ? box.selectedOptions[0]?.text ?? "" : textOf(box));

export class Block {
  constructor(page, { onPut, onSay }) {
    Object.assign(this, { page, onPut, onSay, from: null, to: null, marked: [] });
  }

  /** Begin at a box; nothing else is marked any more. */
  start(box) {
    this.#unmark();
    this.from = this.to = this.page.place(box) ?? null;
  }

  /** Stretch the block to a place of the same table. */
  stretch(place) {
    if (!this.from || !place || place.grid !== this.from.grid) return;
    this.to = place;
    this.#unmark();
    if (this.size > 1) this.marked = this.boxes().flat().map((box) => this.page.cellOf(box));
    this.marked.forEach((cell) => cell.classList.add("in-block"));
  }

  all() {
    if (!this.from) return;
    const { grid } = this.from;
    this.from = { grid, r: 0, c: 0 };
    this.stretch({ grid, r: grid.length - 1, c: Math.max(...grid.map((row) => row.length)) - 1 });
  }

  get bounds() {
    const { from, to } = this;
    return {
      top: Math.min(from.r, to.r), bottom: Math.max(from.r, to.r), left: Math.min(from.c, to.c), right: Math.max(from.c, to.c),
    };
  }

  get size() {
    if (!this.from) return 0;
    const { top, bottom, left, right } = this.bounds;
    return (bottom - top + 1) * (right - left + 1);
  }

  /** The boxes, row by row. */
  boxes() {
    const { top, bottom, left, right } = this.bounds;
    return this.from.grid.slice(top, bottom + 1).map((row) => row.slice(left, right + 1));
  }

  toTsv() {
    return this.boxes().map((row) => row.map((box) => quoted(wordOf(box))).join("\t")).join("\r\n");
  }

  /** Put rows of texts from the block's first box on; a single text fills the whole block. */
  paste(rows) {
    const { grid } = this.from;
    const { top, left, bottom, right } = this.bounds;
    const alone = rows.length === 1 && rows[0].length === 1;
    const high = alone ? bottom - top + 1 : rows.length;
    const puts = [];
    let outside = 0;
    let locked = 0;
    for (let r = 0; r < high; r += 1) {
      const line = alone ? Array(right - left + 1).fill(rows[0][0]) : rows[r];
      line.forEach((text, c) => {
        const box = grid[top + r]?.[left + c];
        if (!box) outside += text.trim() ? 1 : 0;
        else if (box.disabled) locked += text.trim() ? 1 : 0;
        else puts.push([box, text.trim()]);
      });
    }
    this.onPut(puts);
    if (!alone) this.#frame(top, left, rows);
    if (outside || locked) this.onSay("leftOut", { outside, locked });
  }

  /** Copy the first row of the block down; a single box takes what stands above it. */
  fillDown() {
    const { top, left } = this.bounds;
    const rows = this.boxes();
    const source = rows.length > 1 ? rows[0] : this.from.grid[top - 1]?.slice(left, left + rows[0].length);
    if (!source) return;
    const targets = rows.length > 1 ? rows.slice(1) : rows;
    const puts = targets.flatMap((row) => row.map((box, c) => [box, source[c] ? wordOf(source[c]) : ""]));
    this.onPut(puts.filter(([box]) => !box.disabled));
  }

  clear() {
    this.onPut(this.boxes().flat().filter((box) => !box.disabled).map((box) => [box, ""]));
  }

  #frame(top, left, rows) {
    const { grid } = this.from;
    this.from = { grid, r: top, c: left };
    const wide = Math.max(...rows.map((row) => row.length));
    this.stretch({
      grid,
      r: Math.min(top + rows.length, grid.length) - 1,
      c: Math.min(left + wide, grid[top].length) - 1,
    });
  }

  #unmark() {
    this.marked.forEach((cell) => cell.classList.remove("in-block"));
    this.marked = [];
  }
}

/** Put a text into a box; false where a list of choices does not have it. */
export function put(box, text) {
  if (box.tagName !== "SELECT") {
    box.value = text;
    return true;
  }
  const option = [...box.options].find((one) => one.value === text || one.text === text);
  box.value = option ? option.value : "";
  return Boolean(option) || !text;
}
