// The pages of the day, kept for places without signal: the day's list and from it every page that a kept page links to with
// data-keep. They lie in IndexedDB, bound to the person, and go at log-out; the service worker never holds one of them.
import { onPage, showPage, words } from "../shared/page.js";
import { toast } from "../shared/toasts.js";
import { forgetPerson, language, person, rememberPerson } from "./person.js";
import { forgetOthersPages, forgetPages, keepPage, pageOf, pagesOf } from "./store.js";

// Half a working day: every phone of a campaign asks for its pages at the assembly, and not all day long.
const FRESH = 6 * 3600000;
const parser = new DOMParser();
let keeping = null;

const addressOf = (url) => {
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
};

/** Show the page at `url`: from the server, or as it was kept; `said` is told on it, or here where there is none. */
export async function open(url, { said = "" } = {}) {
  const target = new URL(url, location.href);
  const page = await fetched(target) ?? await kept(target);
  if (page) {
    showPage(page.html, page.url + target.hash);
    tellAge(page.at);
  }
  if (said) toast(said);
}

// A page that the server will not show by a script is opened by the browser, which knows what to do.
async function fetched(target) {
  try {
    const answer = await fetch(target, { credentials: "same-origin", headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) return { html: await answer.text(), url: answer.url };
    location.assign(target);
  } catch {
    // no signal
  }
  return null;
}

async function kept(target) {
  const page = await pageOf(person(), addressOf(target));
  return page && { ...page, url: new URL(page.url, location.href).href };
}

function tellAge(at) {
  const notice = document.querySelector("[data-kept-at]");
  if (!notice || !at) return;
  notice.hidden = false;
  notice.querySelector("[data-kept-words]").textContent = words("pageKeptAt", { time: new Date(at).toTimeString().slice(0, 5) });
}

/** Fetch the pages of the day that are not here or no longer fresh, one after another. */
export function keepPages({ fresh = FRESH } = {}) {
  keeping ??= keepFrom(document.body.dataset.keepFrom, fresh).finally(() => { keeping = null; });
  return keeping;
}

async function keepFrom(start, fresh) {
  if (!start) return;
  const user = person();
  await forgetOthersPages(user);
  const known = new Map((await pagesOf(user)).map((page) => [page.url, page]));
  const left = [start, document.body.dataset.outboxUrl];
  const seen = new Set(left);
  while (left.length) {
    const url = left.shift();
    const page = isFresh(known.get(url), fresh, url === start) ? known.get(url) : await fetchToKeep(user, url);
    if (page === null) return; // no signal, or no longer logged in
    for (const next of linksOf(page.html)) if (!seen.has(next)) seen.add(next) && left.push(next);
  }
}

const isFresh = (page, fresh, isStart) => page && !isStart && Date.now() - page.at < fresh;

async function fetchToKeep(user, url) {
  let answer;
  try {
    answer = await fetch(url, { credentials: "same-origin", headers: { Accept: "text/html", "X-Person": user } });
  } catch {
    return null;
  }
  if (answer.redirected || answer.status === 401) return null;
  if (!answer.ok) return { html: "" }; // gone from this person: the next page may still be theirs
  const page = { user, url, html: await answer.text(), at: Date.now() };
  await keepPage(page);
  return page;
}

function linksOf(html) {
  const links = parser.parseFromString(html, "text/html").querySelectorAll("a[data-keep]");
  return [...links].map((link) => addressOf(link.getAttribute("href")));
}

// Without signal a link leads to the kept page, also where no service worker stands in.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || navigator.onLine || event.defaultPrevented || event.metaKey || event.ctrlKey) return;
  if (link.origin !== location.origin || link.target || link.hasAttribute("download") || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  const page = await kept(new URL(link.href));
  if (page) showPage(page.html, page.url + link.hash), tellAge(page.at);
  else toast(words("notKept"), "alarm");
});

// "Back" to a page that was put in place; without signal from what is kept.
addEventListener("popstate", async () => {
  if (navigator.onLine) return;
  const page = await kept(new URL(location.href));
  if (page) showPage(page.html, location.href), tellAge(page.at);
  else toast(words("notKept"), "alarm");
});

// The shell, which the service worker shows for a page that it could not fetch.
async function fillShell() {
  const shell = document.querySelector("[data-shell]");
  if (!shell) return;
  const page = await kept(new URL(location.href));
  if (page) {
    showPage(page.html, location.href);
    tellAge(page.at);
    return;
  }
  if (language() !== document.documentElement.lang) {
    const other = await caches.match(`${shell.dataset.shell}?language=${language()}`);
    if (other) return showPage(await other.text(), location.href);
  }
  shell.hidden = false;
  const list = (await pagesOf(person())).find(({ html }) => html.includes("data-today"));
  if (list) shell.querySelector("[data-list]").href = list.url;
}

// Logging out takes what could be read from this phone along; what is unsent is asked about first.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-logout]")) return;
  forgetPages(person());
  forgetPerson();
});

onPage(() => {
  if (document.body.dataset.user) rememberPerson();
  fillShell();
  if (document.querySelector("[data-today]") && navigator.onLine) keepPages();
});
