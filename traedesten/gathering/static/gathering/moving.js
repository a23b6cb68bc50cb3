// Dragging somebody to another group, on top of the ordinary "Flyt": the drop opens that page with the group chosen.
/* global Sortable */

const lists = document.querySelectorAll("[data-group]");

if (window.Sortable) {
  lists.forEach((list) =>
    Sortable.create(list, {
      group: { name: "seats", put: fits },
      draggable: "[data-seat]",
      sort: false,
      delay: 200,
      delayOnTouchOnly: true,
      animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
      onAdd: open,
    })
  );
  document.querySelectorAll("[data-moving-hint]").forEach((hint) => (hint.hidden = false));
}

/** Only where the same programme is, or to those who wait. */
function fits(to, from, item) {
  return [undefined, item.dataset.programme].includes(to.el.dataset.programme);
}

/** Nothing is moved before it is saved there, so the person goes back to where they were. */
function open({ item, to, from, oldIndex }) {
  from.insertBefore(item, from.children[oldIndex] ?? null);
  location.assign(`${item.dataset.seat}?to=${encodeURIComponent(to.dataset.group)}`);
}
