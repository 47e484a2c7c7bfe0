// Keeps the marked parts of a page up to date; without it, the page's Refresh link does the same.
"use strict";
const region = document.querySelector("[data-live]");
if (region) {
  const AGAIN = 3000;
  const status = document.querySelector("[data-live-status]");
  const parts = (page) => [...page.querySelectorAll("[data-live-part]")];
  let seen = region.dataset.stamp, told = seen, busy = false;
  const renew = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html", "X-Renewal": "yes" } });
    if (answer.status >= 500) return false; // a page of trouble must not take this one's place
    const fresh = answer.ok && !answer.redirected
      ? parts(new DOMParser().parseFromString(await answer.text(), "text/html")) : [];
    const here = parts(document);
    if (fresh.length !== here.length) { location.reload(); return true; }
    const ticked = [...document.querySelectorAll("input[form]:checked")].map((tick) => tick.id);
    const focused = document.activeElement?.getAttribute("href");
    here.forEach((part, place) => part.replaceChildren(...fresh[place].childNodes));
    ticked.forEach((id) => { const tick = document.getElementById(id); if (tick) tick.checked = true; });
    if (focused && document.activeElement === document.body) {
      document.querySelector(`main [href="${CSS.escape(focused)}"]`)?.focus();
    }
    status.textContent = "This page was updated just now.";
    return true;
  };
  const catchUp = async () => {
    if (busy) return;
    busy = true;
    while (seen !== told) {
      const stamp = told;
      if (await renew().catch(() => false)) { seen = stamp; continue; }
      status.textContent = "This page could not be updated. It is tried again.";
      await new Promise((done) => setTimeout(done, AGAIN));
    }
    busy = false;
  };
  const listen = () => {
    const source = new EventSource(region.dataset.live);
    source.addEventListener("stamp", (event) => { told = event.data; catchUp(); });
    source.addEventListener("over", () => { source.close(); location.reload(); }); // to sign in again
    source.addEventListener("error", () => { // where an answer was refused, the browser gives up
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(() => renew().catch(() => false).then(listen), AGAIN);
    });
  };
  listen();
}
