// data-refresh="60" (seconds) on an element with an id: it is fetched anew from data-refresh-url, or from this page, and swapped quietly.
// Nothing is swapped while somebody types or points inside it, has ticked rows, or has the page in the background.

const parser = new DOMParser();

function inUse(part) {
  return part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select, button, summary")
    || part.querySelector("[data-dirty-now], dialog[open], details[data-menu][open], tr.selected") !== null
    || document.querySelector("dialog[open]") !== null;
}

async function refresh(part) {
  if (document.hidden || inUse(part)) return;
  const answer = await fetch(part.dataset.refreshUrl || location.href, { headers: { "X-Refresh": "1" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  const fresh = parser.parseFromString(await answer.text(), "text/html").getElementById(part.id);
  const now = document.getElementById(part.id);
  if (!fresh || !now || inUse(now)) return;
  if (fresh.innerHTML !== now.innerHTML) {
    const swapped = document.importNode(fresh, true);
    now.replaceWith(swapped);
    globalThis.htmx?.process(swapped);
  }
}

for (const { id, dataset } of document.querySelectorAll("[data-refresh][id]")) {
  setInterval(() => {
    const part = document.getElementById(id);
    if (part) refresh(part).catch(() => {}); // offline: the next round tries again
  }, Math.max(5, Number(dataset.refresh) || 60) * 1000);
}
