// The targets page: Enter moves down, a block copied from a spreadsheet is spread over the boxes. It works without.
"use strict";

(() => {
  const form = document.querySelector("form[data-targets]");
  if (!form) return;
  const boxes = (row) => [...row.querySelectorAll("[data-box]")];

  function place(box) {
    const row = box.closest("tr");
    const rows = [...row.closest("tbody").rows];
    return { rows, r: rows.indexOf(row), c: boxes(row).indexOf(box) };
  }

  form.addEventListener("keydown", (event) => {
    const box = event.target.closest("[data-box]");
    if (!box || event.isComposing || event.key !== "Enter") return;
    event.preventDefault();
    const here = place(box);
    const row = here.rows[here.r + (event.shiftKey ? -1 : 1)];
    if (row) boxes(row)[here.c].select();
  });

  form.addEventListener("paste", (event) => {
    const box = event.target.closest("[data-box]");
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!box || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const here = place(box);
    text.split("\n").forEach((line, r) => {
      const row = here.rows[here.r + r];
      if (!row) return;
      const cells = boxes(row);
      line.split("\t").forEach((value, c) => {
        if (cells[here.c + c]) cells[here.c + c].value = value.trim();
      });
    });
  });
})();
