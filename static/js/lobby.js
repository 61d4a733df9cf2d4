// The honour wall in the lobby: one title at a time, slowly. Space pauses, the arrow keys turn. Somebody who asks for
// less motion turns by hand. Without this script the titles stand below each other and the server leads from one to the
// next.
"use strict";

(() => {
  const list = document.querySelector("[data-lobby]");
  if (!list) return;
  const address = new URL(location.href);
  if (!("still" in list.dataset) && address.searchParams.get("turning") !== "1") {
    // The page turns by itself from here on: no need to be led on.
    address.searchParams.set("turning", "1");
    location.replace(address);
    return;
  }
  const titles = [...list.children];
  const controls = document.querySelector("[data-lobby-controls]");
  const pause = controls.querySelector("[data-pause]");
  const count = controls.querySelector("[data-count]");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const kept = JSON.parse(sessionStorage.getItem("lobby") || "{}");
  let at = Math.min(kept.at ?? Number(list.dataset.at) - 1, titles.length - 1);
  let paused = kept.paused ?? (calm || "still" in list.dataset);
  let timer;

  function show() {
    titles.forEach((title, place) => { title.hidden = place !== at; });
    count.textContent = `${at + 1} / ${titles.length}`;
    pause.setAttribute("aria-pressed", String(paused));
    sessionStorage.setItem("lobby", JSON.stringify({ at, paused }));
    clearTimeout(timer);
    if (!paused && titles.length > 1) timer = setTimeout(() => turn(1), Number(list.dataset.seconds) * 1000);
  }
  function turn(by) {
    at = (at + by + titles.length) % titles.length;
    list.classList.add("turned");
    show();
  }
  function toggle() {
    paused = !paused;
    show();
  }

  controls.hidden = false;
  document.querySelectorAll("[data-plain]").forEach((link) => { link.hidden = true; });
  pause.addEventListener("click", toggle);
  controls.querySelector("[data-back]").addEventListener("click", () => turn(-1));
  controls.querySelector("[data-next]").addEventListener("click", () => turn(1));
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === " " && event.target.tagName !== "BUTTON") { event.preventDefault(); toggle(); }
    if (event.key === "ArrowRight") turn(1);
    if (event.key === "ArrowLeft") turn(-1);
  });
  show();
})();
