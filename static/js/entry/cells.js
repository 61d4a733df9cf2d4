// What is said at a cell: why a value is not stored, or that somebody else has changed it.

const node = (tag, cls, text) => {
  const made = document.createElement(tag);
  made.className = cls;
  if (text) made.textContent = text;
  return made;
};

export class Cells {
  constructor(page) {
    this.page = page;
    this.onDecide = () => {};
  }

  /** Say at its cell what came of a box; null takes it away. */
  show(name, result) {
    const box = this.page.boxes.get(name);
    if (!box) return;
    const cell = this.page.cellOf(box);
    const old = cell.querySelector(`[data-said="${name}"]`);
    if (!result && !old && !box.hasAttribute("aria-invalid")) return;
    if (old) old.remove();
    box.classList.toggle("is-invalid", Boolean(result));
    box.toggleAttribute("aria-invalid", Boolean(result));
    if (result) {
      box.setAttribute("aria-invalid", "true");
      const said = result.state === "conflict" ? this.#conflict(box, result) : this.#problem(box, result);
      said.dataset.said = name;
      said.id = `e-${name}`;
      box.setAttribute("aria-describedby", said.id);
      (box.closest(".person-boxes, .boxes") ?? cell.lastElementChild).after(said);
    } else {
      box.removeAttribute("aria-describedby");
      cell.querySelectorAll(".fault:not([data-said])").forEach((sentence) => sentence.remove());
    }
    cell.classList.toggle("missing", Boolean(cell.querySelector("[data-said]")));
  }

  /** Mark the cell as changed by somebody else; without `who` the mark goes. */
  news(box, who, at) {
    const cell = this.page.cellOf(box);
    if (who) {
      cell.dataset.news = cell.title = this.page.say("changedBy", { who, at });
    } else if (cell.dataset.news) {
      delete cell.dataset.news;
      cell.removeAttribute("title");
    }
  }

  #problem(box, result) {
    const said = node("small", "fault");
    // The sentence begins with person and indicator, which the cell itself shows.
    said.textContent = result.message.replace(/^[^：:]*“[^”]*”\s*[：:]\s*/, "");
    return said;
  }

  #conflict(box, theirs) {
    const { page } = this;
    const said = node("div", "clash");
    said.setAttribute("role", "group");
    const shown = theirs.text ? this.#word(box, theirs.text) : theirs.reason ? page.say("na", theirs) : page.say("empty");
    const who = theirs.who ? page.say("by", theirs) : page.say("somebody");
    said.append(
      node("small", "", page.say("mine", { text: this.#word(box, box.value.trim()) || page.say("empty") })),
      node("small", "", page.say("theirs", { who, text: shown })),
    );
    const buttons = node("div", "clash-buttons");
    for (const [word, mine] of [["keepMine", true], ["takeTheirs", false]]) {
      const button = node("button", "btn btn-sm", page.say(word));
      button.type = "button";
      button.addEventListener("click", () => {
        box.focus();
        this.onDecide(box.name, mine);
      });
      buttons.append(button);
    }
    said.append(buttons);
    return said;
  }

  /** A level by its name, a figure as it is. */
  #word(box, text) {
    if (box.tagName !== "SELECT") return text;
    const option = [...box.options].find((one) => one.value === text);
    return option ? option.text : text;
  }
}
