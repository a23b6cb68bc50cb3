"""What is wrong with the page that is open."""

from tests.browser.conftest import DESK, PHONE, axe_faults, sideways

NARROW = {"width": 320, "height": 640}
FOCUS = """() => {
  const faults = [];
  const parts = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor', 'backgroundColor'];
  const looks = (el) => [el, el.closest('label'), el.nextElementSibling, el.parentElement].filter(Boolean)
    .map((e) => { const style = getComputedStyle(e); return parts.map((part) => style[part]).join(); }).join('|');
  const focusable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  for (const el of document.querySelectorAll(focusable)) {
    if (el.disabled || el.tabIndex < 0 || !el.checkVisibility({ visibilityProperty: true })) continue;
    document.activeElement.blur();
    const before = looks(el);
    el.focus();
    const words = [el.innerText, el.name, el.getAttribute('href'), el.getAttribute('class'), el.tagName];
    const name = words.find(Boolean).slice(0, 40);
    if (document.activeElement !== el) { faults.push('cannot be focused: ' + name); continue; }
    if (looks(el) === before) faults.push('focus is not seen: ' + name);
    const shown = (el.labels && el.labels[0] && ['radio', 'checkbox', 'file'].includes(el.type)) ? el.labels[0] : el;
    const box = shown.getClientRects()[0];
    const points = [0.1, 0.5, 0.9].map((part) => [box.left + box.width / 2, box.top + box.height * part]);
    const free = points.some(([x, y]) => { const hit = document.elementFromPoint(x, y);
      return hit && (shown.contains(hit) || hit.contains(shown)); });
    if (!free) faults.push('focus lies under something: ' + name);
  }
  document.activeElement.blur();
  window.scrollTo(0, 0);
  return faults;
}"""

SMALL = """(least) => [...document.querySelectorAll(
    'main .button, main button, main select, main textarea, main summary, main .tick, main input')]
  .filter((el) => el.checkVisibility() && !el.closest('.visually-hidden'))
  .filter((el) => !['radio', 'checkbox', 'hidden'].includes(el.type))
  .map((el) => [el.getBoundingClientRect(), (el.innerText || el.name || el.className).trim().slice(0, 40)])
  .filter(([box]) => box.width > 1 && Math.min(box.width, box.height) < least)
  .map(([box, name]) => `only ${Math.round(box.width)} × ${Math.round(box.height)}: ${name}`)"""

SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""


def look_at(page, is_public: bool) -> list[str]:
    """What is wrong with the page that is open, at a desk, on a phone, and narrow with text spread out."""
    faults = []
    for width in (DESK, PHONE):
        page.set_viewport_size(width)
        faults += [f"{width['width']} axe {fault}" for fault in axe_faults(page)]
    faults += page.evaluate(SMALL, 44 if is_public else 24)
    page.keyboard.press("Tab")
    faults += page.evaluate(FOCUS)
    page.set_viewport_size(NARROW)
    page.evaluate(SPACING)
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true })")
    faults += ["sideways at 320"] if sideways(page) > 0 else []
    if page.get_by_role("heading", level=1).count() != 1:
        faults.append("not one h1")
    return faults
