// A page that changes without a new load: what a form's answer shows takes the place of what stood there.

const starters = [];
let shown = "";

/** Run `start` for this page, and again for every page that takes its place. */
export function onPage(start) {
  starters.push(start);
  start();
}

/** Put another page (its HTML) in place of this one, as the browser would after a redirect. */
export function showPage(html, url) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  if (url !== location.href) history.pushState({ swapped: true }, "", url);
  shown = new URL(url).pathname;
  document.title = fresh.title;
  document.documentElement.lang = fresh.documentElement.lang;
  const loaded = new Set([...document.scripts].map((script) => script.src));
  for (const sheet of fresh.querySelectorAll('head link[rel="stylesheet"]')) if (!isLoaded(sheet)) document.head.append(document.importNode(sheet));
  document.body.replaceWith(document.importNode(fresh.body, true));
  for (const { src, type } of fresh.scripts) if (src && !loaded.has(src)) load(src, type);
  scrollTo(0, 0);
  starters.forEach((start) => start());
}

const isLoaded = (sheet) => [...document.styleSheets].some(({ href }) => href === new URL(sheet.getAttribute("href"), location.href).href);

function load(src, type) {
  const script = document.createElement("script");
  script.src = src;
  script.type = type;
  document.head.append(script);
}

// "Back" from a page that was put in place has to fetch the one before it. (A jump within a page comes here too.) Without
// signal a fetch would only lose the page that stands here.
addEventListener("popstate", () => {
  if (shown && location.pathname !== shown && navigator.onLine) location.reload();
});

/** A text of the page's own language, kept by the base template in data-words; {count} in it stands for `values.count`. */
export function words(name, values = {}) {
  const text = document.getElementById("words")?.dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
