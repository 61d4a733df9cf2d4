// Totals, ranks, points and marks, as the server has them.

const write = (element, text) => {
  if (!element || element.textContent === text) return false;
  element.textContent = text;
  return true;
};

export class Figures {
  constructor(page) {
    this.page = page;
    this.people = new Map();
    for (const owner of page.form.querySelectorAll("[data-person]")) {
      this.people.set(owner.dataset.person, { owner });
    }
  }

  show(figures) {
    for (const [id, person] of this.people) {
      const found = figures.people[id];
      if (found) this.#person(person, found, figures.columns[found[0]]);
    }
    const { page } = this;
    write(page.form.querySelector("[data-filled]"), page.say("filled", figures));
    const missing = document.querySelector("[data-missing]");
    if (missing) {
      write(missing.querySelector("[data-count]"), page.say("missing", { n: figures.missing }));
      missing.classList.toggle("settled", !figures.missing);
    }
    const ties = page.form.querySelector("[data-ties]");
    if (ties) write(ties, figures.ties.join(" "));
  }

  /** Whether the page shows the very people the server has; otherwise it must be loaded again. */
  sameFolk(figures) {
    return this.page.tables.length === 0 || Object.keys(figures.people).length === this.people.size;
  }

  #person(person, [, total, rank, points, tie, marks, why], columns) {
    person.cells ??= this.#parts(person.owner);
    const { cells } = person;
    write(cells.total, total);
    write(cells.points, points || cells.none);
    if (cells.rank) {
      write(cells.rank, rank === "" ? "—" : String(rank));
      cells.rank.title = tie;
      cells.rank.classList.toggle("tied", Boolean(tie));
    }
    columns.forEach((indicator, at) => {
      const cell = cells.marks.get(String(indicator));
      if (!cell) return;
      const mark = marks[at];
      const word = this.page.say("notApplicable");
      if (write(cell, mark ?? word)) this.#applies(cell, mark !== null, word);
      if (why) write(cells.why.get(String(indicator)), why[at]);
    });
  }

  // A cell that somebody declares not applicable asks for nothing, and one that counts again does.
  #applies(marks, counts, word) {
    const boxes = marks.closest("td")?.querySelectorAll("[data-box]") ?? [];
    boxes.forEach((box) => {
      if (counts && box.placeholder === word) {
        box.placeholder = " ";
        box.classList.add("wanted");
      } else if (!counts && box.placeholder !== undefined) {
        box.placeholder = word;
        box.classList.remove("wanted");
      }
    });
  }

  #parts(owner) {
    const marks = new Map();
    const why = new Map();
    owner.querySelectorAll("[data-indicator]").forEach((cell) => {
      marks.set(cell.dataset.indicator, cell.querySelector("[data-marks]"));
      why.set(cell.dataset.indicator, cell.querySelector("[data-why]"));
    });
    return {
      marks,
      why,
      total: owner.querySelector("[data-total]"),
      rank: owner.querySelector("[data-rank]"),
      points: owner.querySelector("[data-points]"),
      none: owner.tagName === "TR" ? "" : "0",
    };
  }
}
