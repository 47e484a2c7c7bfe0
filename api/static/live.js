// Keeps the marked parts of a page up to date; without it, the page's Refresh link does the same.
"use strict";
const region = document.querySelector("[data-live]");
if (region) {
  const status = document.querySelector("[data-live-status]");
  const parts = (page) => [...page.querySelectorAll("[data-live-part]")];
  let seen = region.dataset.stamp;
  const renew = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const fresh = answer.ok && !answer.redirected
      ? parts(new DOMParser().parseFromString(await answer.text(), "text/html")) : [];
    const here = parts(document);
    if (fresh.length !== here.length) { location.reload(); return; }
    const ticked = [...document.querySelectorAll("input[form]:checked")].map((tick) => tick.id);
    const focused = document.activeElement?.getAttribute("href");
    here.forEach((part, place) => part.replaceChildren(...fresh[place].childNodes));
    ticked.forEach((id) => { const tick = document.getElementById(id); if (tick) tick.checked = true; });
    if (focused && document.activeElement === document.body) {
      document.querySelector(`main [href="${CSS.escape(focused)}"]`)?.focus();
    }
    status.textContent = "This page was updated just now.";
  };
  const source = new EventSource(region.dataset.live);
  source.addEventListener("stamp", (event) => {
    if (event.data !== seen) { seen = event.data; renew(); }
  });
  source.addEventListener("over", () => { source.close(); status.textContent = "You were signed out."; });
}
