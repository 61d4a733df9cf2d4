// Keyboard and mouse in the tables, as a spreadsheet has them: a box is moved between until F2, a double click or a
// click into its text opens it for editing.

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Keys {
  constructor(page, { block, history, onLeave, onRestore, onSave }) {
    Object.assign(this, { page, block, history, onLeave, onRestore, onSave, editing: null, dragging: false });
    const { form } = page;
    form.addEventListener("focusin", (event) => this.#entered(event.target.closest("[data-box]")));
    form.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("mousedown", (event) => this.#pressed(event));
    form.addEventListener("mouseover", (event) => this.#dragged(event));
    form.addEventListener("dblclick", (event) => this.#edit(event.target.closest("[data-box]")));
    window.addEventListener("mouseup", () => { this.dragging = false; });
  }

  #entered(box) {
    this.editing = null;
    if (!box) return;
    this.before = box.value;
    if (this.keepBlock) return;
    this.block.start(box);
    if (box.select) box.select();
  }

  #edit(box) {
    if (!box) return;
    this.editing = box;
    if (box.tagName === "SELECT") {
      box.showPicker?.();
    } else {
      box.setSelectionRange(box.value.length, box.value.length);
    }
  }

  #pressed(event) {
    const box = event.target.closest("[data-box]");
    if (!box || event.button !== 0 || !this.page.place(box)) return;
    if (event.shiftKey && this.block.from) {
      event.preventDefault();
      this.block.stretch(this.page.place(box));
    } else if (document.activeElement === box) {
      this.editing = box;
    } else if (box.tagName !== "SELECT") {
      event.preventDefault();
      box.focus();
      this.dragging = true;
    }
  }

  #dragged(event) {
    const box = this.dragging && event.buttons === 1 && event.target.closest("[data-box], td")?.closest("td")?.querySelector("[data-box]");
    if (box) this.block.stretch(this.page.place(box));
  }

  #key(event) {
    if (event.isComposing) return;
    const box = event.target.closest("[data-box]");
    if ((event.ctrlKey || event.metaKey) && !event.altKey) {
      this.#command(event, box);
    } else if (box && !event.altKey) {
      this.#plain(event, box);
    }
  }

  #command(event, box) {
    const key = event.key.toLowerCase();
    if (key === "s") this.#do(event, () => this.onSave());
    if (!box || !this.page.place(box)) return;
    const typing = box.value !== this.before;
    if (key === "d") this.#do(event, () => this.block.fillDown());
    if (key === "a" && this.editing !== box) this.#do(event, () => this.block.all());
    if (typing) return; // the browser undoes what is being typed
    if (key === "z") this.#do(event, () => (event.shiftKey ? this.history.redo() : this.history.undo()));
    if (key === "y") this.#do(event, () => this.history.redo());
  }

  #plain(event, box) {
    const here = this.page.place(box);
    if (event.key === "Escape") this.#escape(event, box);
    if (event.key === "Enter") this.#do(event, () => this.#enter(box, here, event.shiftKey ? -1 : 1));
    if (!here) return;
    if (event.key === "F2") this.#do(event, () => this.#edit(box));
    if (event.key === "Delete" && (this.block.size > 1 || box.tagName === "SELECT")) {
      this.#do(event, () => this.block.clear());
    }
    const step = ARROWS[event.key];
    if (!step || this.editing === box) return;
    this.#do(event, () => (event.shiftKey ? this.#stretch(...step) : this.#go(here, ...step)));
  }

  #do(event, act) {
    event.preventDefault();
    act();
  }

  // At the edge of the table, and on the page of one person, Enter saves and stays.
  #enter(box, here, step) {
    this.editing = null;
    if (here && this.#go(here, step, 0)) return;
    this.onLeave(box);
    if (box.select) box.select();
  }

  #escape(event, box) {
    event.preventDefault();
    if (box.value !== this.before) box.value = this.before;
    else this.onRestore(box);
    this.editing = null;
    this.block.start(box);
    if (box.select) box.select();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #go(from, dr, dc) {
    for (let r = from.r + dr, c = from.c + dc; ; r += dr, c += dc) {
      const box = from.grid[r]?.[c];
      if (!box) return false;
      if (!box.disabled) {
        box.focus();
        return true;
      }
    }
  }

  #stretch(dr, dc) {
    const { to } = this.block;
    if (!to) return;
    const box = to.grid[to.r + dr]?.[to.c + dc];
    if (!box) return;
    this.block.stretch(this.page.place(box));
    box.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
