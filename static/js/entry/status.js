// The line that says where things stand: saved, saving, not saved and why.

export class Status {
  constructor(page, sync) {
    Object.assign(this, { page, sync });
    this.line = page.form.querySelector("[data-state]");
    this.note = page.form.querySelector("[data-note]");
    this.door = page.form.querySelector("[data-door]");
  }

  show() {
    const { sync } = this;
    const [tone, key] = this.#state();
    this.line.dataset.state = tone;
    const text = this.page.say(key, {
      n: sync.unsaved, at: sync.savedAt, faults: sync.count("problem"), clashes: sync.count("conflict"),
    });
    const shown = key === "closed" && sync.message ? sync.message : text;
    if (this.line.textContent !== shown) this.line.textContent = shown;
    this.door.hidden = !["ended", "other"].includes(sync.state);
  }

  #state() {
    const { sync } = this;
    if (["closed", "ended", "other"].includes(sync.state)) return ["bad", sync.state];
    if (sync.state === "offline" || sync.state === "failed") return ["bad", sync.unsaved ? sync.state : "gone"];
    if (sync.state === "saving") return ["busy", "saving"];
    if (sync.count("conflict")) return ["bad", "clash"];
    if (sync.count("problem")) return ["bad", "fault"];
    if (sync.unsaved) return ["busy", "typing"];
    return sync.savedAt ? ["good", "saved"] : ["calm", "nothing"];
  }

  /** Something worth saying once. */
  say(key, given) {
    this.note.textContent = this.page.say(key, given);
    this.note.hidden = false;
  }
}
