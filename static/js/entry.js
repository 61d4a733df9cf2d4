// The entry page: moving between cells by keyboard, pasting a block from Excel, live figures, a warning before typed
// values are lost. The page works without this file; the figures are the server's.
"use strict";

(() => {
  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const unsaved = form.querySelector("[data-unsaved]");
  const boxes = (row) => [...row.querySelectorAll("[data-box]")];
  const rows = (table) => [...table.tBodies[0].rows];

  // --- moving -----------------------------------------------------------------------------------------------------

  function place(box) {
    const row = box.closest("tr");
    const table = row && row.closest("[data-grid]");
    return table && { table, r: rows(table).indexOf(row), c: boxes(row).indexOf(box) };
  }

  function boxAt(table, r, c) {
    const row = rows(table)[r];
    return row && boxes(row)[c];
  }

  function go(from, dr, dc) {
    for (let r = from.r + dr, c = from.c + dc; ; r += dr, c += dc) {
      const box = boxAt(from.table, r, c);
      if (!box) return false;
      if (box.disabled) continue;
      box.focus();
      if (box.select) box.select();
      return true;
    }
  }

  const atStart = (box) => box.selectionStart === 0 && (box.selectionEnd === 0 || box.selectionEnd === box.value.length);
  const atEnd = (box) => box.selectionEnd === box.value.length && (box.selectionStart === box.selectionEnd || box.selectionStart === 0);

  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[type=submit]"));
      return;
    }
    const box = event.target.closest("[data-box]");
    const here = box && place(box);
    if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = box.tagName === "SELECT";
    const steps = {
      Enter: [event.shiftKey ? -1 : 1, 0],
      ArrowDown: choice ? null : [1, 0],
      ArrowUp: choice ? null : [-1, 0],
      ArrowLeft: choice || atStart(box) ? [0, -1] : null,
      ArrowRight: choice || atEnd(box) ? [0, 1] : null,
    };
    const step = steps[event.key];
    if (event.key === "Enter") event.preventDefault(); // Enter moves on; the button and Ctrl+S save.
    if (step && go(here, ...step)) event.preventDefault();
  });

  // --- a block from Excel ------------------------------------------------------------------------------------------

  function put(box, text) {
    if (box.tagName !== "SELECT") {
      box.value = text;
      return;
    }
    const option = [...box.options].find((one) => one.value === text || one.text === text);
    if (option) box.value = option.value;
  }

  form.addEventListener("paste", (event) => {
    const box = event.target.closest("[data-box]");
    const here = box && place(box);
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!here || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    text.split("\n").forEach((line, dr) => {
      line.split("\t").forEach((value, dc) => {
        const target = boxAt(here.table, here.r + dr, here.c + dc);
        if (target && !target.disabled) put(target, value.trim());
      });
    });
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // --- live figures ------------------------------------------------------------------------------------------------

  function write(owner, selector, text) {
    const cell = owner.querySelector(selector);
    if (cell && cell.textContent !== text) cell.textContent = text;
  }

  function show(figures) {
    const owner = form.querySelector(`[data-person="${figures.dataset.person}"]`);
    if (!owner) return;
    write(owner, "[data-total]", figures.dataset.total);
    write(owner, "[data-rank]", figures.dataset.rank);
    write(owner, "[data-points]", figures.dataset.points);
    figures.value.split(";").forEach((pair) => {
      const [indicator, marks] = pair.split(":");
      const cell = indicator && owner.querySelector(`[data-indicator="${indicator}"] [data-marks]`);
      if (cell && marks !== "n/a" && cell.textContent !== marks) cell.textContent = marks;
    });
  }

  function showFaults(faults) {
    form.querySelectorAll(".live-fault").forEach((cell) => cell.classList.remove("live-fault", "missing"));
    faults.forEach((fault) => {
      const owner = form.querySelector(`[data-number="${CSS.escape(fault.dataset.fault)}"]`);
      const cell = owner && owner.querySelector(`[data-code="${CSS.escape(fault.value)}"]`);
      if (!cell) return;
      cell.classList.add("live-fault", "missing");
      cell.title = fault.textContent;
    });
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "live") return;
    event.target.querySelectorAll("data[data-person]").forEach(show);
    showFaults([...event.target.querySelectorAll("data[data-fault]")]);
  });

  // --- nothing typed is lost unseen ----------------------------------------------------------------------------------

  // A page that came back with problems shows what was typed and is not stored.
  let dirty = Boolean(document.querySelector(".error-summary"));
  const mark = () => {
    dirty = true;
    unsaved.hidden = false;
  };
  form.addEventListener("input", mark);
  form.addEventListener("change", (event) => {
    mark();
    if (event.target.tagName === "SELECT" && event.target.value) event.target.classList.remove("wanted");
  });
  form.addEventListener("submit", () => { dirty = false; });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
})();
