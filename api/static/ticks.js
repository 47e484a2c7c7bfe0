// Counts the terms ticked so far; without it, the page says how many there are.
"use strict";
const count = document.querySelector("[data-ticks]");
if (count) {
  const ticks = [...document.querySelectorAll("[data-tick]")];
  const tell = () => {
    const done = ticks.filter((tick) => tick.checked).length;
    count.textContent = `${done} of ${ticks.length} acknowledged`;
  };
  ticks.forEach((tick) => tick.addEventListener("change", tell));
  addEventListener("pageshow", tell);
  count.hidden = false;
  tell();
}
