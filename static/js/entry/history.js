// Undo and redo over boxes: a typed value is one step, a pasted block is one step.

const MOST_STEPS = 200;

export class History {
  constructor(page, onPut) {
    Object.assign(this, { page, onPut, done: [], undone: [] });
  }

  /** Note a step: rows of name, text before, text after. */
  note(step) {
    const real = step.filter(([, before, after]) => before !== after);
    if (!real.length) return;
    this.done.push(real);
    if (this.done.length > MOST_STEPS) this.done.shift();
    this.undone = [];
  }

  undo() {
    this.#move(this.done, this.undone, 1);
  }

  redo() {
    this.#move(this.undone, this.done, 2);
  }

  #move(from, to, column) {
    const step = from.pop();
    if (!step) return;
    to.push(step);
    const boxes = step.map((change) => {
      const box = this.page.boxes.get(change[0]);
      box.value = change[column];
      return box;
    });
    this.onPut(boxes);
    boxes[0].focus();
  }
}
