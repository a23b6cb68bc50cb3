"""Take the pictures in docs/pictures/ from a running demo: `make demo` in one window, `make pictures` in another.

Everybody in them is invented. Another demo than the usual one: `.venv/bin/python tools/pictures.py http://127.0.0.1:8031`.
"""

import os
import shutil
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs/pictures"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 1010}
COLOURS = 192
MOST_BYTES = 150_000


def main(address: str = "http://127.0.0.1:8000") -> int:
    if not CHROMIUM:
        print("Chromium is not installed (on Debian: apt install chromium).", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            for name, (viewport, somebody, prepare) in SCENES.items():
                _take(browser, address, name, viewport, somebody, prepare)
        except Error as error:
            print(f"Is the demo running at {address}?\n{error.message}", file=sys.stderr)
            return 1
    return 0


def _take(
    browser: Browser, address: str, name: str, viewport: dict, somebody: str, prepare: Callable[[Page], None]
) -> None:
    page = browser.new_page(
        viewport=viewport,
        device_scale_factor=1.5 if viewport is PHONE else 1,
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
        reduced_motion="reduce",
    )
    page.goto(f"{address}/demo/")
    page.get_by_role("button", name=f"Træd ind som {somebody}").click()
    page.wait_for_load_state("networkidle")
    prepare(page)
    place = PICTURES / f"{name}.png"
    with Image.open(BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(COLOURS).save(place, optimize=True)
    page.close()
    size = place.stat().st_size
    print(f"{place.name}: {size // 1000} kB")
    if size > MOST_BYTES:
        raise SystemExit(
            f"{place.name} is larger than {MOST_BYTES // 1000} kB. Use fewer colours or a smaller window."
        )


def _as_it_is(page: Page) -> None:
    page.evaluate("document.activeElement.blur()")


def _begun(page: Page) -> None:
    page.get_by_label("Den, det handler om", exact=True).check()
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")


SCENES = {
    "referral": (PHONE, "Sygeplejersken i Center for Sundhed", _begun),
    "day": (PHONE, "Birthe Kjær, guide", _as_it_is),
    "person": (PHONE, "Frida, 20 år", _as_it_is),
    "board": (DESK, "Hanne Vad, koordinator i Holstebro", _as_it_is),
}

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
