// The entry page as the other modules see it: its form, its boxes by name, and where each stands in its table.

/** The text of a box as it counts. */
export const textOf = (box) => box.value.trim();

export class Page {
  constructor(form) {
    this.form = form;
    this.user = Number(form.dataset.user);
    this.version = Number(form.dataset.version);
    this.words = JSON.parse(form.dataset.words);
    this.boxes = new Map();
    this.tables = [...form.querySelectorAll("[data-grid]")].map((table) => this.#readTable(table));
    form.querySelectorAll("[data-box]").forEach((box) => this.boxes.set(box.name, box));
    // The page of one person shows how each mark came about.
    this.person = this.tables.length ? 0 : Number(form.querySelector("[data-person]").dataset.person);
    this.csrfField = form.querySelector("[name=csrfmiddlewaretoken]");
  }

  #places = new WeakMap();

  #readTable(table) {
    const grid = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("[data-box]")]);
    grid.forEach((row, r) => row.forEach((box, c) => this.#places.set(box, { grid, r, c })));
    return grid;
  }

  /** Table, row and column of a box; undefined outside of tables. */
  place(box) {
    return this.#places.get(box);
  }

  /** What stands around a box: its cell in the table, or its part of one person's page. */
  cellOf(box) {
    return box.closest("[data-indicator]");
  }

  /** A sentence of the page, its {places} filled. */
  say(key, given = {}) {
    return this.words[key].replace(/\{(\w+)\}/g, (_whole, name) => given[name] ?? "");
  }

  /** Ask the server. The token is read anew each time: signing in in another window changes it. */
  ask(url, question, options = {}) {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": cookie ? cookie[1] : this.csrfField.value,
      },
      body: JSON.stringify({ user: this.user, version: this.version, person: this.person, ...question }),
      ...options,
    });
  }
}
