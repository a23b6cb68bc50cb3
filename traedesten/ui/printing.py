"""Paper: a layout and what it is to say become a tagged PDF (PDF/UA-1) in the site's own colours."""

import json
import re
from pathlib import Path

import typst
from django.conf import settings
from django.utils.translation import get_language

from traedesten.ui.templatetags.ui import spaced

FONTS = Path(settings.BASE_DIR) / "var" / "print"
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
COLOURS = {
    "ink": "#2a1f2b",
    "ink-2": "#5d505e",
    "primary-9": "#38162f",
    "primary-6": "#84366a",
    "lamp-1": "#fff4dc",
    "lamp-5": "#ffc44d",
    "water": "#d5e8f2",
}


def colours_of(site) -> dict[str, str]:
    """Each colour of ``COLOURS``, the site's own where its theme has one."""
    own = {name: value for name, value in site.theme.items() if name in COLOURS and COLOUR.fullmatch(str(value))}
    return COLOURS | own


def pdf(layout: Path, site, **page) -> bytes:
    """``page`` reaches the layout as ``sys.inputs.page``, beside the language, the site and its colours."""
    given = {
        "lang": (get_language() or site.language)[:2],
        "site": site.name,
        "phone": spaced(site.phone),
        "colours": colours_of(site),
    }
    return typst.compile(
        str(layout),
        font_paths=[str(FONTS)],
        sys_inputs={"page": json.dumps(given | page)},
        format="pdf",
        pdf_standards="ua-1",
    )
