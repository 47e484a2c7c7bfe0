// Warns before the session ends and keeps it by a click; without it, the note in the footer says when.
"use strict";
const note = document.querySelector("[data-ends]");
if (note) {
  const stay = note.querySelector("a");
  const warn = Number(note.dataset.warn) * 1000;
  let timer;
  const wait = () => {
    clearTimeout(timer);
    note.classList.remove("is-soon");
    note.removeAttribute("role");
    timer = setTimeout(() => {
      note.classList.add("is-soon");
      note.setAttribute("role", "alert");
    }, Math.max(0, Date.parse(note.dataset.ends) - warn - Date.now()));
  };
  stay.addEventListener("click", async (click) => {
    click.preventDefault();
    const answer = await fetch(stay.href, { headers: { Accept: "text/html" } });
    const fresh = answer.redirected ? null
      : new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-ends]");
    if (!fresh) { location.assign(stay.href); return; }
    note.dataset.ends = fresh.dataset.ends;
    note.firstChild.textContent = fresh.firstChild.textContent;
    wait();
  });
  wait();
}
