// Who else has this sheet open, and in which box; what they change appears here.

const EVERY = 5000; // milliseconds

export class Presence {
  constructor(page, sync, onNews) {
    Object.assign(this, { page, sync, onNews, boxes: [] });
    this.list = document.querySelector("[data-here]");
    if (!page.form.dataset.news) return;
    document.addEventListener("visibilitychange", () => this.#soon(document.hidden ? EVERY : 0));
    this.#soon(0);
  }

  #soon(wait) {
    clearTimeout(this.timer);
    if (!document.hidden) this.timer = setTimeout(() => this.ask(), wait);
  }

  async ask() {
    const box = document.activeElement?.closest("[data-box]")?.name ?? "";
    try {
      const answer = await this.page.ask(this.page.form.dataset.news, { box });
      if (answer.ok) this.#tell(await answer.json());
      else this.#show([]);
    } catch {
      this.#show([]); // no connection: saving says so
    }
    this.#soon(EVERY);
  }

  #tell(answer) {
    this.#show(answer.here);
    // A saving under way brings the same news with its own version.
    if (answer.figures && !this.sync.running && answer.version > this.page.version) this.onNews(answer);
  }

  #show(here) {
    this.boxes.forEach((box) => box.removeAttribute("data-other"));
    this.boxes = here.map((one) => this.page.boxes.get(one.box)).filter(Boolean);
    here.forEach((one) => this.page.boxes.get(one.box)?.setAttribute("data-other", one.who));
    if (!this.list) return;
    const names = here.map((one) => one.who).join("、");
    const text = names && this.page.say("here", { names });
    if (this.list.textContent !== text) this.list.textContent = text;
    this.list.hidden = !names;
  }
}
