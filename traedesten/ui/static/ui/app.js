// Small comforts on every page. Each page works without this file.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

focusErrorSummary();
sendOnlyOnce();
all("form[data-keep]").forEach(keepOverLanguage);
all("[data-progress]").forEach(fillStones);
all("[data-no-cpr]").forEach(spotCpr);
all("[data-quick-exit]").forEach(leaveWithoutTrace);
all("[data-copy]").forEach(copyWords);
all("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));

/** Move focus to the summary, and from its links to the fields with the label in view. */
function focusErrorSummary() {
  const summary = document.querySelector("[data-error-summary]");
  if (!summary) return;
  summary.focus();
  if (window.location.hash) window.addEventListener("load", () => summary.focus()); // past where the skip link went
  summary.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.closest(".field")?.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });
}

/** A second click within four seconds sends nothing. The server guarantees the same with its keys. */
function sendOnlyOnce() {
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    const now = Date.now();
    if (now - (sent.get(event.target) ?? 0) < 4000) event.preventDefault();
    else sent.set(event.target, now);
  });
}

/** A change of language keeps what was typed: in this tab alone, and only until the page is there again. */
function keepOverLanguage(form) {
  const place = `kept:${window.location.pathname}`;
  const unkept = new Set(["csrfmiddlewaretoken"]);
  document.querySelector("form[data-language]")?.addEventListener("submit", () => {
    const typed = [...new FormData(form)].filter(([name]) => !unkept.has(name));
    try {
      window.sessionStorage.setItem(place, JSON.stringify(typed));
    } catch {
      // Storage is closed to us: the language changes all the same.
    }
  });
  let kept = null;
  try {
    kept = JSON.parse(window.sessionStorage.getItem(place));
    window.sessionStorage.removeItem(place);
  } catch {
    // Nothing was kept.
  }
  if (kept) fillIn(form, kept);
}

function fillIn(form, typed) {
  for (const input of all("input[type=radio], input[type=checkbox]", form)) {
    input.checked = typed.some(([name, value]) => name === input.name && value === input.value);
  }
  for (const [name, value] of typed) {
    const input = form.elements[name];
    if (!input || input instanceof RadioNodeList || input.type === "checkbox") continue;
    input.value = value;
    const folded = value && input.type !== "hidden" ? input.closest("details") : null;
    if (folded) folded.open = true;
  }
}

/** Stones that fill while the form is answered: data-progress="name one/other", data-progress-words="none|…|all". */
function fillStones(box) {
  const form = box.closest("form");
  const questions = box.dataset.progress.split(" ").map((names) => names.split("/"));
  const words = box.dataset.progressWords.split("|");
  const stones = all("li", box);
  const status = box.querySelector("[role=status]");
  const show = () => {
    const answered = questions.filter((names) => names.some((name) => isAnswered(form, name))).length;
    const done = answered === questions.length;
    stones.forEach((stone, index) => {
      stone.className = index < answered ? "is-reached" : "";
    });
    stones.at(-1).classList.toggle("is-now", done);
    if (status.textContent !== words[answered]) status.textContent = words[answered];
  };
  box.hidden = false;
  form.addEventListener("input", show);
  show();
}

function isAnswered(form, name) {
  return all(`[name="${name}"]`, form).some((input) => {
    if (input.type === "radio" || input.type === "checkbox") return input.checked;
    if (input.type === "tel") return input.value.replace(/\D/g, "").length >= 8;
    return input.value.trim() !== "";
  });
}

/** Say kindly that something looks like a CPR number, and offer to take it away. Never blocks typing. */
function spotCpr(input) {
  const status = document.createElement("div");
  status.setAttribute("role", "status");
  input.after(status);
  const look = () => {
    const found = cprNumbers(input.value).length > 0;
    if (found === status.hasChildNodes()) return;
    status.replaceChildren(...(found ? [warning(input, look)] : []));
  };
  input.addEventListener("input", look);
  look();
}

function warning(input, look) {
  const box = document.createElement("p");
  box.className = "field__found";
  const words = document.createElement("span");
  words.textContent = input.dataset.noCpr || "Det ligner et CPR-nummer. Vi har ikke brug for det.";
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "button button--soft button--small";
  remove.textContent = input.dataset.noCprRemove || "Fjern det";
  remove.addEventListener("click", () => {
    for (const number of cprNumbers(input.value)) input.value = input.value.replace(number, "");
    input.value = input.value.replace(/ {2,}/g, " ").trim();
    look();
    input.focus();
  });
  box.append(words, remove);
  return box;
}

/** Six digits that form a date, then four, with spaces, dots, dashes or slashes between. */
function cprNumbers(text) {
  const pattern = /(?<!\d)(\d\d)[ .\-–/]?(\d\d)[ .\-–/]?(\d\d) ?[.\-–/]? ?\d{4}(?!\d)/g;
  return [...text.matchAll(pattern)].filter(([, day, month]) => isDate(+day, +month)).map(([number]) => number);
}

function isDate(day, month) {
  const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return month >= 1 && month <= 12 && day >= 1 && day <= lengths[month - 1];
}

/** A button that copies the words of the element it names, and says so. */
function copyWords(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.querySelector("[role=status]").textContent = button.dataset.copied;
  });
}

/** Go to an everyday page and leave this one out of the way back. */
function leaveWithoutTrace(link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.hidden = true;
    window.location.replace(link.href);
  });
}
