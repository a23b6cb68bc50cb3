// The guide's outbox: a note written without network stays on the phone and is sent once.
// Forms carry data-outbox and a hidden client_key; the server takes each key only once.
// Notes belong to the person logged in (body data-owner): nobody sends another's from a shared phone.

const GUIDE_PAGE = /\/(dag|kontakt|moede)\//;
const owner = document.body.dataset.owner ?? "";
const all = (selector) => [...document.querySelectorAll(selector)];

function registerServiceWorker() {
  const script = document.body.dataset.serviceWorker;
  if (!script || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(script).catch(() => {});
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ keep: pagesToKeep() }));
}

/** This page and the forms it links to with data-keep, so that they open without network too. */
function pagesToKeep() {
  const paths = [window.location.pathname, ...all("a[data-keep]").map((link) => link.pathname)];
  return [...new Set(paths)].filter((path) => GUIDE_PAGE.test(path));
}

/* ---- The store on the phone ---- */

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("traedesten", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function store(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("outbox", mode);
    const request = work(transaction.objectStore("outbox"));
    transaction.oncomplete = () => { database.close(); resolve(request.result); };
    transaction.onerror = () => { database.close(); reject(transaction.error); };
  });
}

const put = (note) => store("readwrite", (notes) => notes.put(note));
const remove = (key) => store("readwrite", (notes) => notes.delete(key));
const clear = () => store("readwrite", (notes) => notes.clear());
const mine = async () => (await store("readonly", (notes) => notes.getAll())).filter((note) => note.owner === owner);

/* ---- Sending ---- */

/** Send what waits, one tab at a time. */
async function send() {
  if (navigator.locks) await navigator.locks.request("outbox", sendAll);
  else await sendAll();
  await show();
}

async function sendAll() {
  for (const note of await mine().catch(() => [])) {
    if (!navigator.onLine || note.refused) continue;
    const answer = await post(note).catch(() => null);
    if (!answer) return;
    if (wasTaken(answer)) await remove(note.key);
    else if ([409, 422].includes(answer.status)) await put({ ...note, refused: true });
  }
}

function post(note) {
  const body = new FormData();
  note.fields.forEach(([name, value]) => body.append(name, value));
  const token = document.body.dataset.token ?? "";
  return fetch(note.url, { method: "POST", body, headers: { "X-CSRFToken": token, "X-Outbox": "1" } });
}

/** Taken when the answer is ours: a redirect to the login page is not. */
function wasTaken(answer) {
  return answer.ok && (!answer.redirected || GUIDE_PAGE.test(new URL(answer.url).pathname));
}

/* ---- The form ---- */

function keepUntilSent(form) {
  const key = form.querySelector("[name=client_key]");
  if (!key) return;
  const freshen = () => { freshKey(key); form.querySelectorAll("[data-now]").forEach(setToNow); };
  let isOnItsWay = false; // a second click would find the note gone, and believe that the server took it
  freshen();
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isOnItsWay = false;
    freshen();
  });
  bringBackRefused(form, key);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isOnItsWay) return;
    if (!navigator.onLine && !form.reportValidity()) return; // nobody is there to say kindly what is missing
    isOnItsWay = true;
    form.querySelectorAll("[data-noted-at]").forEach((input) => { input.value = new Date().toISOString(); });
    const fields = [...new FormData(form, event.submitter)].filter(([name]) => name !== "csrfmiddlewaretoken");
    const note = { key: key.value, owner, url: new URL(form.action).pathname, fields, at: Date.now() };
    await sendOrKeep(form, note).catch(() => { isOnItsWay = false; });
  });
}

async function sendOrKeep(form, note) {
  try {
    await put(note);
  } catch {
    form.submit();
    return;
  }
  await send();
  const left = (await mine()).find((waiting) => waiting.key === note.key);
  if (!left) window.location.assign(form.dataset.after || "/");
  else if (left.refused) await submitForErrors(form, note);
  else showSaved(form);
}

/** A page from the cache holds an old key; each note needs its own. */
function freshKey(key) {
  if (crypto.randomUUID) key.value = crypto.randomUUID();
}

/** A page from the cache holds the time it was kept at; the phone knows better, unless an error stands there. */
function setToNow(input) {
  if (input.getAttribute("aria-invalid") === "true") return;
  const now = new Date();
  input.value = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The server wants something changed: let it draw the form with its words. */
async function submitForErrors(form, note) {
  await remove(note.key);
  form.submit();
}

/** A note refused later on comes back into its form, ready to be corrected. */
async function bringBackRefused(form, key) {
  const path = new URL(form.action).pathname;
  const note = (await mine().catch(() => [])).find((waiting) => waiting.refused && waiting.url === path);
  if (!note) return;
  for (const input of form.elements) {
    if (!input.name || input.name === "csrfmiddlewaretoken") continue;
    const values = note.fields.filter(([name]) => name === input.name).map(([, value]) => value);
    if (input.type === "radio" || input.type === "checkbox") input.checked = values.includes(input.value);
    else if (values.length) input.value = values[0];
  }
  key.value = note.key;
}

function showSaved(form) {
  const saved = document.querySelector("[data-saved]");
  if (!saved) return;
  form.hidden = true;
  saved.hidden = false;
  saved.focus();
}

/* ---- What the guide sees ---- */

async function show() {
  const notes = await mine().catch(() => []);
  const waiting = notes.filter((note) => !note.refused).length;
  const refused = notes.find((note) => note.refused);
  all("[data-network]").forEach((box) => {
    box.hidden = navigator.onLine && !waiting;
    const title = box.querySelector("[data-network-title]");
    title.textContent = navigator.onLine ? title.dataset.waiting : title.dataset.offline;
    const text = box.querySelector("[data-network-text]");
    if (waiting) text.textContent = waiting === 1 ? text.dataset.one : text.dataset.many.replace("{n}", waiting);
  });
  all("[data-refused]").forEach((box) => {
    box.hidden = !refused;
    if (refused) box.querySelector("a").href = refused.url;
  });
}

/* ---- Logging out leaves nothing behind ---- */

function forgetOnLogout(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await send().catch(() => {});
    const waiting = (await mine().catch(() => [])).length;
    if (waiting && form.dataset.unsent && !window.confirm(form.dataset.unsent)) return;
    await clear().catch(() => {});
    await tellWorkerToForget();
    for (const name of await caches.keys()) await caches.delete(name);
    form.submit();
  });
}

/** A page that the worker is still fetching must not come back after the cache is emptied. */
async function tellWorkerToForget() {
  const worker = (await navigator.serviceWorker?.getRegistration())?.active;
  if (!worker) return;
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise((resolve) => { port1.onmessage = resolve; });
  worker.postMessage({ forget: true }, [port2]);
  await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 1000))]);
}

/* ---- Start, once everything above is defined ---- */

registerServiceWorker();
all("form[data-outbox]").forEach(keepUntilSent);
all("form[data-logout]").forEach(forgetOnLogout);
window.addEventListener("online", send);
window.addEventListener("offline", show);
send();
