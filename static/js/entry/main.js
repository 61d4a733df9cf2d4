// The entry page: every box is saved as it is left. The page works without this file; the figures are the server's.

import { Block, put, readTsv } from "./block.js";
import { Cells } from "./cells.js";
import { Figures } from "./figures.js";
import { History } from "./history.js";
import { Keys } from "./keys.js";
import { Memory } from "./memory.js";
import { Page } from "./page.js";
import { Presence } from "./presence.js";
import { Status } from "./status.js";
import { Sync } from "./sync.js";

const LOOK_AHEAD = 500; // milliseconds without a key before the figures are asked for

function start(form) {
  const page = new Page(form);
  const cells = new Cells(page);
  const figures = new Figures(page);
  const sync = new Sync(page, new Memory(page), {
    onChange: () => status.show(),
    onCell: (name, result) => tell(name, result),
    onAnswer: (answer) => learn(answer),
  });
  const status = new Status(page, sync);
  const history = new History(page, (boxes) => boxes.forEach(noteAtOnce));
  const block = new Block(page, { onPut: putAll, onSay: (key, given) => status.say(key, given) });
  const keys = new Keys(page, {
    block, history, onLeave: (box) => leave(box), onRestore: restore, onSave: () => form.requestSubmit(),
  });
  cells.onDecide = (name, mine) => sync.decide(name, mine);

  // A box of another view has no cell here to say it at.
  function tell(name, result) {
    if (page.boxes.has(name)) cells.show(name, result);
    else if (result) status.say("elsewhere", { message: result.message ?? "" });
  }

  function learn(answer) {
    page.version = Math.max(page.version, answer.version);
    (answer.news ?? []).forEach(takeNews);
    figures.show(answer.figures);
    if (!figures.sameFolk(answer.figures)) status.say("folk");
  }

  // What others entered appears, but never over what is being typed here.
  function takeNews({ box: name, text, who, at }) {
    const box = page.boxes.get(name);
    const stored = sync.storedOf(name);
    if (text === stored || sync.waiting.has(name) || (box && box.value.trim() !== stored)) return;
    sync.seen[name] = text;
    if (!box) return;
    box.value = text;
    if (box === document.activeElement && box.select) box.select();
    cells.news(box, who, at);
  }

  const noteAtOnce = (box) => {
    if (box === document.activeElement) keys.before = box.value;
    sync.note(box);
  };

  function putAll(puts) {
    const step = [];
    const unknown = [];
    puts.forEach(([box, text]) => {
      const before = box.value;
      if (!put(box, text)) unknown.push([box, text]);
      step.push([box.name, before, box.value]);
      noteAtOnce(box);
    });
    history.note(step);
    unknown.forEach(([box, text]) => cells.show(box.name, { state: "problem", message: page.say("noChoice", { text }) }));
  }

  // A value that was refused gives way to the one that is stored.
  function restore(box) {
    if (!sync.waiting.has(box.name)) return;
    box.value = sync.storedOf(box.name);
    noteAtOnce(box);
  }

  // --- typing and leaving ---------------------------------------------------------------------------------------------

  let looking;
  form.addEventListener("input", (event) => {
    const box = event.target.closest("[data-box]");
    if (!box) return;
    sync.note(box, { save: false });
    cells.news(box);
    clearTimeout(looking);
    looking = setTimeout(() => lookAhead(box), LOOK_AHEAD);
  });

  async function lookAhead(box) {
    const one = sync.waiting.get(box.name);
    if (!one || one.state !== "typing" || sync.state !== "idle") return;
    try {
      const answer = await page.ask(form.dataset.preview, { changes: [[box.name, one.seen, one.text]] });
      if (!answer.ok || sync.waiting.get(box.name) !== one) return;
      const found = await answer.json();
      figures.show(found.figures);
      if (box === document.activeElement) cells.show(box.name, found.cells[box.name] ?? null);
    } catch {
      // Saving will say what is the matter.
    }
  }

  function leave(box) {
    if (keys.before !== undefined && box.value !== keys.before) {
      history.note([[box.name, keys.before, box.value]]);
      keys.before = box.value;
    }
    clearTimeout(looking);
    sync.note(box);
  }

  form.addEventListener("focusout", (event) => {
    const box = event.target.closest("[data-box]");
    if (box) leave(box);
  });
  form.addEventListener("change", (event) => {
    const box = event.target.closest("select[data-box]");
    if (box) leave(box);
  });

  // --- blocks ---------------------------------------------------------------------------------------------------------

  const gridBox = (event) => {
    const box = event.target.closest?.("[data-box]");
    return box && page.place(box) ? box : null;
  };

  form.addEventListener("paste", (event) => {
    const box = gridBox(event);
    const text = event.clipboardData.getData("text/plain");
    if (!box || (keys.editing === box && !/[\t\n]/.test(text.trimEnd()))) return;
    const rows = readTsv(text);
    const alone = rows.length === 1 && rows[0].length === 1;
    if (alone && block.size === 1 && box.tagName !== "SELECT") return; // the browser puts it into the text
    event.preventDefault();
    block.paste(rows);
  });

  const copy = (event) => {
    const box = gridBox(event);
    if (!box || (block.size <= 1 && box.tagName !== "SELECT")) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", block.toTsv());
    if (event.type === "cut") block.clear();
  };
  form.addEventListener("copy", copy);
  form.addEventListener("cut", copy);

  // --- the buttons ----------------------------------------------------------------------------------------------------

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const next = event.submitter?.dataset.next;
    const box = document.activeElement?.closest("[data-box]");
    if (box) leave(box);
    await sync.flush();
    if (!sync.unsaved) {
      if (next) window.location.assign(next);
      return;
    }
    form.querySelector("[aria-invalid]")?.focus();
  });

  const nextMissing = form.querySelector("[data-next-missing]");
  if (nextMissing) {
    nextMissing.hidden = false;
    nextMissing.addEventListener("click", () => {
      const all = [...page.boxes.values()].filter((box) => box.classList.contains("wanted") && !box.disabled);
      const from = keys.last ? all.findIndex((box) => keys.last.compareDocumentPosition(box) & 4) : 0;
      const order = from > 0 ? [...all.slice(from), ...all.slice(0, from)] : all;
      const blank = order.find((box) => !box.value.trim() && box.placeholder !== page.say("notApplicable"));
      if (blank) blank.focus();
      else status.say("noneMissing");
    });
    form.addEventListener("focusin", (event) => {
      const box = event.target.closest("[data-box]");
      if (box) keys.last = box;
    });
  }

  // --- coming and going -----------------------------------------------------------------------------------------------

  window.addEventListener("online", () => sync.retry());
  window.addEventListener("focus", () => sync.retry());
  window.addEventListener("pagehide", () => {
    sync.keep();
    sync.lastWord();
  });
  window.addEventListener("beforeunload", (event) => {
    const box = document.activeElement?.closest("[data-box]");
    if (box) sync.note(box, { save: true });
    sync.keep();
    // Whoever leaves to sign in again finds everything in the browser's memory.
    if (["ended", "other"].includes(sync.state) && sync.kept) return;
    const stuck = ["offline", "failed", "ended", "other"].includes(sync.state);
    if (sync.count("problem") || sync.count("conflict") || (stuck && sync.unsaved)) event.preventDefault();
  });

  // A link to a cell leads into its box; where the table is hidden, on a phone, to the page of the person.
  function follow() {
    const box = page.boxes.get(decodeURIComponent(window.location.hash.slice(1)));
    if (!box) return;
    const own = box.closest("tr")?.querySelector("th a");
    if (box.offsetParent === null && own) window.location.replace(own.href + window.location.hash);
    box.closest("details")?.setAttribute("open", "");
    box.focus();
  }
  window.addEventListener("hashchange", follow);
  follow();

  // A page that was refused shows what was typed and is not stored.
  if (document.querySelector(".error-summary")) page.boxes.forEach((box) => sync.note(box));
  const restored = sync.restore();
  if (restored) status.say("restored", { n: restored });
  status.show();
  new Presence(page, sync, learn);
  form.dataset.ready = "yes";
}

const form = document.querySelector("form[data-entry]");
if (form) start(form);
