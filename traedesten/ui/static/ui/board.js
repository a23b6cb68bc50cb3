// Drag and drop on top of the board's ordinary "Flyt" forms, and focus that follows the moved card.
/* global Sortable */

const cards = "[data-column]";
let lists = [];

start();
document.addEventListener("htmx:after:swap", () => {
  if (!document.querySelector("[data-board]")) return;
  start();
  followMovedCard();
});

/** Make each column a place to drop on. Columns carry data-column="value of the Flyt button". */
function start() {
  lists.forEach((list) => list.el && list.destroy());
  lists = [];
  if (!window.Sortable) return;
  document.querySelectorAll(cards).forEach((column) => {
    lists.push(Sortable.create(column, { group: "board", handle: "[data-grip]", animation: motion(), onAdd: press }));
  });
}

function motion() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150;
}

/** A drop is the same as a press on the card's own button for that column; without one the card goes back. */
function press({ item, to, from, oldIndex }) {
  const button = item.querySelector(`button[value="${CSS.escape(to.dataset.column)}"]`);
  if (button) button.click();
  else from.insertBefore(item, from.children[oldIndex] ?? null);
}

/** Put focus on the card that moved and say where it is now: data-moved="Frida er flyttet til Nye." */
function followMovedCard() {
  const card = document.querySelector("[data-moved]");
  if (!card) return;
  const words = card.dataset.moved;
  card.removeAttribute("data-moved");
  (card.querySelector("summary") ?? card).focus();
  const status = document.querySelector("[data-board-status]");
  if (status) status.textContent = words;
}
