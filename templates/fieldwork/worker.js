// The service worker: the static shell and nothing else. It never holds a page of a person, and no item of the outbox is
// its business, so that a new version may take over at any time. A new version fills its cache whole before the old one goes.
const CACHE = "shell-{{ version }}";
const ASSETS = {{ assets|safe }};
// One for each language, the default one first; its own script changes it where the person speaks another.
const SHELLS = {{ shells|safe }};
const STATIC = "{{ static_url }}";
// A connection that is there but carries nothing: so many milliseconds, then the page comes from the phone.
const PATIENCE = 15000;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));

async function install() {
  const cache = await caches.open(CACHE);
  const fresh = (url) => new Request(url, { cache: "reload", credentials: "omit" });
  await cache.addAll([...ASSETS, ...SHELLS].map(fresh));
  await skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== CACHE).map((name) => caches.delete(name)));
  await clients.claim();
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith(STATIC)) event.respondWith(asset(request));
});

async function page(request) {
  const shell = await caches.match(SHELLS[0]);
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE, shell?.clone()); });
  try {
    const answer = await Promise.race([fetch(request), late]);
    const isGone = !answer || (answer.status >= 502 && answer.status <= 504);
    return isGone && shell ? shell : answer ?? await fetch(request);
  } catch (error) {
    if (shell) return shell;
    throw error;
  }
}

async function asset(request) {
  return await caches.match(request, { ignoreSearch: true }) ?? fetch(request);
}
