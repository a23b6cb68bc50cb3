// Answering without network: every question is on the page, and what is answered waits here until it can be sent.
// On one's own phone (data-stays) it waits through a closed page too; on somebody else's in this page alone.
// Without this file each answer is an ordinary form. The server takes the same answer twice as one.

const [SENT, WAITS, REFUSED] = ["sent", "waits", "refused"];
const box = document.querySelector("[data-questions]");
const place = `questions:${box.dataset.questions}`;
const token = box.querySelector("[name=csrfmiddlewaretoken]").value;
let waiting = remembered();
let refused = [];
let isSending = false;

box.addEventListener("submit", answer);
box.addEventListener("click", goBack);
window.addEventListener("online", sendAndGoOn);
if (waiting.length) sendAndGoOn();

function remembered() {
  if (!("stays" in box.dataset)) return [];
  try {
    return JSON.parse(window.localStorage.getItem(place)) ?? [];
  } catch {
    return [];
  }
}

function remember() {
  if (!("stays" in box.dataset)) return;
  try {
    const kept = [...waiting, ...refused];
    if (kept.length) window.localStorage.setItem(place, JSON.stringify(kept));
    else window.localStorage.removeItem(place);
  } catch {
    // Storage is closed to us: what waits stays in this page.
  }
}

async function answer(event) {
  const form = event.target;
  const typed = [...new FormData(form, event.submitter)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const passed = typed.filter(([name]) => name === "without");
  const fields = passed.length ? passed : typed;
  event.preventDefault();
  if (!fields.some(([, value]) => value.trim())) {
    sayWhatIsMissing(form);
    return;
  }
  const path = new URL(form.action).pathname;
  waiting = [...waiting.filter((kept) => kept.path !== path), { path, fields }];
  remember();
  const went = await send();
  if (went === SENT) window.location.assign(box.dataset.start);
  if (went === WAITS) show(Number(form.dataset.number) + 1);
}

/** SENT when nothing waits any more, or the server would rather speak for itself. */
async function send() {
  if (isSending) return WAITS;
  isSending = true;
  try {
    while (waiting.length) {
      const [{ path, fields }] = waiting;
      const body = new FormData();
      fields.forEach(([name, value]) => body.append(name, value));
      const options = { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": token } };
      const reply = await fetch(path, options).catch(() => null);
      if (!reply || reply.status >= 500) return WAITS;
      if (reply.status === 422) refused = [waiting[0]];
      waiting = waiting.slice(1);
      remember();
    }
    if (!refused.length) return SENT;
    putBack(refused[0]);
    return REFUSED;
  } finally {
    isSending = false;
  }
}

async function sendAndGoOn() {
  if (waiting.length && (await send()) === SENT) window.location.assign(box.dataset.start);
}

/** Nothing typed is lost: the question comes back as it was answered, and the server says what is to be mended. */
function putBack({ path, fields }) {
  refused = [];
  remember();
  const questions = [...box.querySelectorAll("template[data-question]")];
  const ofPath = ({ content }) => content.querySelector("form").getAttribute("action") === path;
  show(Number(questions.find(ofPath).dataset.question));
  const form = box.querySelector("form");
  fields.forEach(([name, value]) => (form.elements[name].value = value));
  form.submit();
}

function show(number) {
  const next = box.querySelector(`template[data-question="${number}"]`) ?? box.querySelector("template[data-kept]");
  const page = next.content.cloneNode(true);
  [...box.children].filter((child) => child.tagName !== "TEMPLATE").forEach((child) => child.remove());
  box.prepend(page);
  box.querySelector("h1").focus();
}

function sayWhatIsMissing(form) {
  form.querySelector("[data-choose]").hidden = false;
  const words = form.querySelector("textarea");
  form.querySelector(".field").classList.add("field--error");
  (words ?? form.querySelector("fieldset")).setAttribute("aria-describedby", words ? "answer-hint answer-error" : "answer-error");
  (words ?? form.querySelector("input[type=radio]")).focus();
}

/** With network the server knows what was answered; without it the question at least is here. */
function goBack(event) {
  const link = event.target.closest("[data-back]");
  if (!link || navigator.onLine) return;
  event.preventDefault();
  show(Number(box.querySelector("form").dataset.number) - 1);
}
