// Small comforts on every page. Each page works without this file.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/** ddmmyynnnn as people split it: clearly, or in pairs, which a telephone number may be as well. */
const GAP = "([ ./_:-]{0,3}|(?=[ \\n./_:]{0,4}-)[ \\n./_:-]{1,5})";
const CLEAR = pattern(`(?<![\\d+]|\\+\\d{1,3} )\\d\\d${GAP}\\d\\d${GAP}\\d\\d${GAP}\\d{4}(?!\\d)`);
const IN_PAIRS = pattern(
  `(?<![\\d+]|\\d[ ./_:-]{1,3})\\d\\d${GAP}\\d\\d${GAP}\\d\\d${GAP}\\d\\d${GAP}\\d\\d(?![ ./_:-]{0,3}\\d)`);
/** The same with the whole year: 01-01-1990-1234, 1990-01-01-1234, 01011990-1234. */
const BETWEEN = "([ ./_:-]{1,3})";
const LAST = `${BETWEEN}\\d{4}(?![ ./_:-]{0,3}\\d)`;
const WHOLE_YEARS = [
  pattern(`(?<!\\d|\\d[ ./_:-])(\\d{1,2})${BETWEEN}(\\d{1,2})${BETWEEN}((?:18|19|20)\\d\\d)${LAST}`),
  pattern(`(?<!\\d|\\d[ ./_:-])((?:18|19|20)\\d\\d)${BETWEEN}(\\d\\d)${BETWEEN}(\\d\\d)${LAST}`),
  pattern(`(?<!\\d|\\d[ ./_:-])(\\d\\d)()(\\d\\d)()((?:18|19|20)\\d\\d)${LAST}`),
];

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
    for (const [start, end] of cprNumbers(input.value).reverse()) {
      input.value = input.value.slice(0, start) + input.value.slice(end);
    }
    input.value = input.value.replace(/ {2,}/g, " ").trim();
    look();
    input.focus();
  });
  box.append(words, remove);
  return box;
}

/** Where the numbers stand, as [start, end]. domain/cpr.py reads the same way, and has the last word. */
function cprNumbers(text) {
  const { plain, places } = folded(text);
  const clear = [...plain.matchAll(CLEAR)].filter(([, first, second, third]) => third || !(first || second));
  const inPairs = [...plain.matchAll(IN_PAIRS)].filter(([number, ...gaps]) => !isSomethingElse(digitsOf(number), gaps));
  return [...[...clear, ...inPairs].filter(([number]) => isDate(digitsOf(number))), ...withWholeYear(plain)]
    .map((found) => [places[found.index], places[found.index + found[0].length]])
    .sort(([first], [second]) => first - second)
    .filter(([start], index, all) => !index || start >= all[index - 1][1]);
}

/** A telephone number may begin like a date (20 11 19 90), and 1 2 2000 1234 is anything. */
function withWholeYear(plain) {
  return WHOLE_YEARS.flatMap((year) => [...plain.matchAll(year)]).filter(([, first, gap, second, , third, last]) => {
    const [day, month, year] = first.length === 4 ? [third, second, first] : [first, second, third];
    if (!gap && !last.includes("-") && /^[2-9]/.test(first)) return false;
    if (day.length + month.length === 2 && !gap.trim()) return false;
    return isDate(day.padStart(2, "0") + month.padStart(2, "0") + year.slice(2));
  });
}

/** An old browser without lookbehind spots nothing while typing; the server does. */
function pattern(source) {
  try {
    return new RegExp(source, "g");
  } catch {
    return /(?!)/g;
  }
}

function digitsOf(number) {
  return number.replace(/\D/g, "");
}

/** The text with every kind of digit, dash and space as the plain one, and each sign's place in what was typed. */
function folded(text) {
  let plain = "";
  const places = [];
  let at = 0;
  for (const sign of text) {
    const simple = foldedSign(sign);
    if (simple) places.push(at);
    plain += simple;
    at += sign.length;
  }
  return { plain, places: [...places, at] };
}

function foldedSign(sign) {
  if (/[\p{Cf}\p{Mn}\p{Me}\r]/u.test(sign)) return "";
  if (/\p{Nd}/u.test(sign)) return digit(sign.codePointAt(0));
  if (/[\p{Pd}\u2212\u2043\u00af\u02d7\u2796~]/u.test(sign)) return "-";
  if (/[\p{Zs}\t]/u.test(sign)) return " ";
  if (/[\u2044\u2215]/u.test(sign)) return "/";
  if (sign === "\u00b7") return ".";
  const simple = sign.normalize("NFKC");
  return /^[\x00-\x7f]$/.test(simple) && !/\d/.test(simple) ? simple : "\u0000";
}

/** The value of a digit of any script: the digits of each stand in a row, from its zero. */
function digit(code) {
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}

/** ddmmyy in some century; replacement numbers raise the day by 60, synthetic ones by 40 as well. */
function isDate(digits) {
  const [day, month, year] = [0, 2, 4].map((start) => Number(digits.slice(start, start + 2)));
  const lengths = [31, year % 4 ? 28 : 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return [0, 40, 60].some((raised) => day - raised >= 1 && day - raised <= (lengths[month - 1] ?? 0));
}

/** 22 33 44 55 - 17 · 25.09.26 16.30 · 01.02-03.04.26: a telephone number, a time of day, a range of dates. */
function isSomethingElse(digits, gaps) {
  const [second, third, fourth, fifth] = gaps.map((gap) => gap.trim());
  if (gaps[3] && !gaps[2]) return true;
  if (!gaps[0] && gaps[1] && /^(19|20)/.test(digits) && Boolean(gaps[2]) === Boolean(gaps[3])) return true;
  if (!gaps[3]) return false;
  const phone = !/^[01]/.test(digits) && gaps[0] === gaps[1] && gaps[1] === gaps[2] && gaps[2] !== gaps[3];
  const clock = digits.slice(6, 8) <= "24" && digits.slice(8) < "60" && /^[.:-]$/.test(fifth) && gaps[2] !== gaps[3];
  const range = gaps[0] && second !== third && second === fourth && (fourth === fifth || gaps[2] !== gaps[3]);
  return phone || clock || Boolean(range);
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
