// What is typed and not stored yet survives in this browser: for this user and this sheet only.

export class Memory {
  constructor(page) {
    this.key = `entry:${page.user}:${page.form.dataset.sheet}`;
  }

  /** The waiting boxes by name: what the page had shown, and what was typed. */
  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key));
      return kept && typeof kept === "object" ? Object.entries(kept) : [];
    } catch {
      return [];
    }
  }

  keep(waiting) {
    try {
      if (!waiting.size) {
        localStorage.removeItem(this.key);
        return true;
      }
      const kept = [...waiting].map(([name, one]) => [name, { seen: one.seen, text: one.text }]);
      localStorage.setItem(this.key, JSON.stringify(Object.fromEntries(kept)));
      return true;
    } catch {
      return false; // No room, or storage is switched off: the page itself still holds them.
    }
  }
}
