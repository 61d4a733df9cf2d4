// Rows of a table are put in order by dragging. The arrow buttons in each row do the same without this file.
"use strict";

(() => {
  const table = document.querySelector("[data-reorder]");
  if (!table) return;
  const form = document.getElementById(table.dataset.reorder);
  const rows = () => [...table.querySelectorAll("[data-key]")];
  const keys = () => rows().map((row) => row.dataset.key).join(" ");

  // The window listens, because a row that is moved in the table loses whatever pointer it had captured.
  const begin = (row) => {
    const before = keys();
    row.classList.add("dragged");

    const follow = (move) => {
      const over = rows().find((other) => {
        const box = other.getBoundingClientRect();
        return other !== row && move.clientY > box.top && move.clientY < box.bottom;
      });
      if (!over) return;
      const box = over.getBoundingClientRect();
      if (move.clientY < box.top + box.height / 2) over.before(row);
      else over.after(row);
    };
    const stop = (send) => () => {
      window.removeEventListener("pointermove", follow);
      window.removeEventListener("pointerup", dropped);
      window.removeEventListener("pointercancel", cancelled);
      row.classList.remove("dragged");
      if (send && keys() !== before) {
        form.elements.order.value = keys();
        form.requestSubmit(form.querySelector("[data-order]"));
      }
    };
    const dropped = stop(true);
    const cancelled = stop(false);
    window.addEventListener("pointermove", follow);
    window.addEventListener("pointerup", dropped);
    window.addEventListener("pointercancel", cancelled);
  };

  rows().forEach((row) => {
    const handle = document.createElement("span");
    handle.className = "grip";
    handle.setAttribute("aria-hidden", "true");
    handle.textContent = "⠿";
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      begin(row);
    });
    row.querySelector("[data-reorder-tools]").prepend(handle);
  });
})();
