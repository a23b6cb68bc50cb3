// The guide's service worker. SHELL and VERSION are set by the view before this file is loaded.
// Caches the looks of the guide's pages, and the pages themselves only where the address holds /dag/, /kontakt/ or /moede/.

const LOOKS = `looks-${self.VERSION}`;
const PAGES = "guide-pages";
const GUIDE_PAGE = /\/(dag|kontakt|moede)\//;
let isForgetting = false;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(LOOKS).then((cache) => cache.addAll(self.SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldLooks().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (self.SHELL.includes(url.pathname)) event.respondWith(looks(request));
  else if (request.mode === "navigate" && GUIDE_PAGE.test(url.pathname)) event.respondWith(networkFirst(request, url));
});

self.addEventListener("message", (event) => {
  isForgetting = Boolean(event.data?.forget);
  if (isForgetting) event.waitUntil(forgetPages().then(() => event.ports[0].postMessage("forgotten")));
  else event.waitUntil(Promise.all((event.data?.keep ?? []).map(keep)));
});

/** Fetch a guide's page ahead of need, and say so: nobody is reading it now. */
async function keep(path) {
  const url = new URL(path, self.location.origin);
  if (!GUIDE_PAGE.test(url.pathname)) return;
  const answer = await fetch(url, { redirect: "manual", headers: { "X-Kept": "1" } }).catch(() => null);
  if (answer) await remember(url, answer);
}

/** Logged out: nothing that is still under way is kept after this. */
async function forgetPages() {
  await caches.delete(PAGES);
}

async function forgetOldLooks() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== LOOKS && name !== PAGES).map((name) => caches.delete(name)));
}

/** The browser's own cache answers for what has not changed; ours only when there is no network. */
async function looks(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request.url);
    if (kept) return kept;
    throw error;
  }
}

async function networkFirst(request, url) {
  try {
    const answer = await fetch(request);
    await remember(url, answer);
    return answer;
  } catch (error) {
    const kept = await caches.match(url.pathname);
    if (kept) return kept;
    throw error;
  }
}

/** Keep a good page; a page that sends us to log in, or is gone, takes the kept one with it. */
async function remember(url, answer) {
  if (isForgetting) return;
  const cache = await caches.open(PAGES);
  if (answer.ok && !answer.redirected) await cache.put(url.pathname, answer.clone());
  else if (answer.type === "opaqueredirect" || [401, 403, 404, 410].includes(answer.status)) await cache.delete(url.pathname);
}
