// Every box is saved as it is left. Whatever could not be saved yet waits, here and in the browser's memory, and is
// sent again: after a while, when the connection returns, when the session is renewed.

import { textOf } from "./page.js";

const FIRST_WAIT = 2000; // milliseconds
const LONGEST_WAIT = 30000;
const MOST_KEPT_ALIVE = 60000; // bytes; browsers send no more while a page goes away

export class Sync {
  constructor(page, memory, { onChange, onCell, onAnswer }) {
    Object.assign(this, { page, memory, onChange, onCell, onAnswer });
    this.seen = JSON.parse(page.form.elements.seen.value || "{}");
    this.waiting = new Map();
    this.state = "idle"; // idle, saving, offline, ended, other, closed
    this.savedAt = "";
    this.message = "";
    this.wait = FIRST_WAIT;
  }

  /** What the database holds of a box, as far as this page knows. */
  storedOf(name) {
    return this.seen[name] ?? "";
  }

  /** Take note of a box as it stands now; `save` once it is left. */
  note(box, { save = true } = {}) {
    const name = box.name;
    const text = textOf(box);
    const before = this.waiting.get(name);
    if (text === this.storedOf(name) && !before?.sending) {
      if (before) this.#forget(name);
    } else if (before?.text !== text || before.state === "typing") {
      const state = save ? "waiting" : "typing";
      this.waiting.set(name, { ...before, seen: this.storedOf(name), text, state });
      this.onCell(name, null);
    }
    this.#remember();
    if (save) this.#soon();
    else this.onChange();
  }

  /** Decide a box that both changed: mine is sent again, now knowing theirs; or theirs is taken. */
  decide(name, mine) {
    const one = this.waiting.get(name);
    const box = this.page.boxes.get(name);
    this.seen[name] = one.theirs.text;
    if (mine) {
      this.waiting.set(name, { seen: one.theirs.text, text: one.text, state: "waiting" });
      this.onCell(name, null);
    } else {
      if (box) box.value = one.theirs.text;
      this.#forget(name);
    }
    this.#remember();
    this.#soon();
  }

  /** Values from an earlier visit that never arrived. They go the way of all others. */
  restore() {
    let count = 0;
    for (const [name, kept] of this.memory.take()) {
      const box = this.page.boxes.get(name);
      if (kept.text === this.storedOf(name)) continue;
      if (box && (box.disabled || textOf(box) !== this.storedOf(name))) continue;
      if (box) box.value = kept.text;
      this.waiting.set(name, { seen: kept.seen, text: kept.text, state: "waiting" });
      count += 1;
    }
    this.#remember();
    if (count) this.flush();
    return count;
  }

  /** Send what waits. Resolves when nothing is under way any more. */
  async flush() {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.#sendAll().finally(() => {
      this.running = null;
    });
    await this.running;
    this.onChange();
  }

  async #sendAll() {
    clearTimeout(this.timer);
    do {
      this.again = false;
      const batch = [...this.waiting].filter(([, one]) => one.state === "waiting");
      if (!batch.length || this.state === "closed") break;
      if (!(await this.#send(batch))) break;
    } while (this.again || this.count("waiting"));
  }

  /** Try now, whatever the waiting time. */
  retry() {
    if (!this.count("waiting")) return;
    this.wait = FIRST_WAIT;
    this.flush();
  }

  count(state) {
    let count = 0;
    for (const one of this.waiting.values()) count += one.state === state;
    return count;
  }

  get unsaved() {
    return this.waiting.size;
  }

  /** The page goes away: one last request that the browser finishes by itself. */
  lastWord() {
    const changes = [...this.waiting].filter(([, one]) => one.state === "waiting" || one.state === "typing");
    const rows = changes.map(([name, one]) => [name, one.seen, one.text]);
    if (!rows.length || ["closed", "ended", "other"].includes(this.state)) return;
    if (JSON.stringify(rows).length > MOST_KEPT_ALIVE) return;
    this.page.ask(this.page.form.dataset.cells, { changes: rows }, { keepalive: true }).catch(() => {});
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), 30);
    this.onChange();
  }

  async #send(batch) {
    this.state = "saving";
    batch.forEach(([, one]) => { one.sending = true; });
    this.onChange();
    const changes = batch.map(([name, one]) => [name, one.seen, one.text]);
    let answer;
    try {
      answer = await this.page.ask(this.page.form.dataset.cells, { changes });
      if (!answer.ok) return this.#refused(answer, batch);
      answer = await answer.json();
    } catch {
      return this.#later("offline", batch);
    }
    batch.forEach(([, one]) => { one.sending = false; });
    this.wait = FIRST_WAIT;
    this.state = "idle";
    this.savedAt = answer.at;
    for (const [name, sent] of batch) this.#settle(name, sent.text, answer.cells[name]);
    this.#remember();
    this.onAnswer(answer);
    return true;
  }

  #settle(name, sentText, result) {
    const one = this.waiting.get(name);
    const box = this.page.boxes.get(name);
    const changedSince = one && one.text !== sentText;
    if (!result) return;
    if (result.state === "saved") {
      this.seen[name] = result.text;
      if (changedSince) {
        one.seen = result.text;
        return;
      }
      if (box && textOf(box) === sentText && box.value !== result.text) box.value = result.text;
      this.#forget(name);
    } else if (!changedSince) {
      const theirs = result.state === "conflict" ? result : null;
      this.waiting.set(name, { ...one, sending: false, state: result.state, theirs });
      this.onCell(name, result);
    }
  }

  async #refused(answer, batch) {
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      return this.#later("ended", batch);
    }
    if (answer.status === 409) {
      const told = await answer.json().catch(() => ({}));
      this.message = told.message ?? "";
      return this.#later(told.state === "closed" ? "closed" : "other", batch);
    }
    return this.#later("failed", batch);
  }

  #later(state, batch) {
    batch.forEach(([, one]) => { one.sending = false; });
    this.state = state;
    if (state === "offline" || state === "failed") {
      this.timer = setTimeout(() => this.flush(), this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    }
    this.onChange();
    return false;
  }

  #forget(name) {
    this.waiting.delete(name);
    this.onCell(name, null);
  }

  #remember() {
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keep(), 100);
  }

  /** Write the browser's memory at once. */
  keep() {
    clearTimeout(this.keeping);
    this.kept = this.memory.keep(this.waiting);
  }
}
