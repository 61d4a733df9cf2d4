// What is typed and not stored yet survives in this browser: for this user and this sheet only.

export class Memory {
  constructor(page) {
    this.key = `entry:${page.user}:${page.form.dataset.sheet}`;
    this.own = new Set(); // another window of the same user keeps its own boxes beside these
  }

  /** The boxes left behind, by name: what the page had shown, and what was typed. They are this window's from now on. */
  take() {
    const kept = this.#read();
    this.own = new Set(Object.keys(kept));
    return Object.entries(kept);
  }

  /** Keep what waits; false where the browser keeps nothing, so that only the page itself holds it. */
  keep(waiting) {
    try {
      const kept = this.#read();
      this.own.forEach((name) => delete kept[name]);
      this.own = new Set(waiting.keys());
      waiting.forEach((one, name) => { kept[name] = { seen: one.seen, text: one.text }; });
      if (Object.keys(kept).length) localStorage.setItem(this.key, JSON.stringify(kept));
      else localStorage.removeItem(this.key);
      return true;
    } catch {
      return false;
    }
  }

  #read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key));
      return kept && typeof kept === "object" ? kept : {};
    } catch {
      return {};
    }
  }
}
