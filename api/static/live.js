// Keeps the marked region of a page up to date; without it, the page's Refresh link does the same.
"use strict";
const region = document.querySelector("[data-live]");
if (region) {
  const status = document.querySelector("[data-live-status]");
  let seen = region.dataset.stamp;
  const renew = async () => {
    const busy = region.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");
    if (busy) { status.textContent = "There is news: refresh this page to see it."; return; }
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) { location.reload(); return; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
    if (!fresh) { location.reload(); return; }
    const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
    region.replaceChildren(...fresh.childNodes);
    if (focused) { document.getElementById(focused)?.focus(); }
    status.textContent = "This page was updated just now.";
  };
  const source = new EventSource(region.dataset.live);
  source.addEventListener("stamp", (event) => {
    if (event.data !== seen) { seen = event.data; renew(); }
  });
  source.addEventListener("over", () => source.close());
}
