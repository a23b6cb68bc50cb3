"""A programme on paper: a poster with a code to scan. Tagged PDF (PDF/UA-1)."""

import json
from pathlib import Path

import typst
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from traedesten.groups.models import Programme, SelfHelpGroup
from traedesten.offers.prints import COLOUR, COLOURS, FONTS
from traedesten.tenancy.models import Site
from traedesten.ui.codes import qr_code
from traedesten.ui.templatetags.ui import DAY_FORMATS, clock, spaced

LAYOUT = Path(__file__).parent / "templates" / "groups" / "programme_poster.typ"


def poster(site: Site, programme: Programme, *, address: str) -> bytes:
    """One programme on A4, to hang up. ``address`` is where the code leads."""
    said = {"title": programme.name, "lines": _lines(programme), "caption": _("Læs mere, og skriv dig op")}
    return _printed(site, programme, said, address)


def group_poster(site: Site, group: SelfHelpGroup, *, address: str) -> bytes:
    """One group that looks for people: when it begins, and in which town, but not behind which door."""
    written = DAY_FORMATS.get((get_language() or "da")[:2], DAY_FORMATS["da"])[1]
    when = _("Første gang %(day)s kl. %(clock)s") % {
        "day": date_format(group.first_on, written),
        "clock": clock(group.starts),
    }
    lines = [when, *([group.area.name] if group.area else []), *_lines(group.programme)[:1]]
    said = {"title": group.programme.name, "lines": lines, "caption": _("Læs om gruppen, og skriv dig op")}
    return _printed(site, group.programme, said, address)


def _printed(site: Site, programme: Programme, said: dict, address: str) -> bytes:
    own = {name: value for name, value in site.theme.items() if name in COLOURS and COLOUR.fullmatch(str(value))}
    colours = COLOURS | own
    page = said | {
        "lang": (get_language() or site.language)[:2],
        "site": site.name,
        "phone": spaced(site.phone),
        "phone_words": _("Vil du hellere tale med os? Ring på"),
        "colours": colours,
        "lead": programme.about,
        "local": programme.local,
        "code": qr_code(address, colours["primary-9"]),
        "code_words": _("QR-kode til %(name)s: %(address)s") % {"name": programme.name, "address": address},
    }
    return typst.compile(
        str(LAYOUT),
        font_paths=[str(FONTS)],
        sys_inputs={"page": json.dumps(page)},
        format="pdf",
        pdf_standards="ua-1",
    )


def _lines(programme: Programme) -> list[str]:
    often = (
        _("Hver uge") if programme.weeks_between == 1 else _("%(n)d uger imellem") % {"n": programme.weeks_between}
    )
    ages = {"least": programme.minimum_age, "most": programme.maximum_age}
    return [
        ngettext(
            "%(few)d til %(many)d mennesker, %(n)d gang",
            "%(few)d til %(many)d mennesker, %(n)d gange",
            programme.sessions,
        )
        % {"few": programme.ideal_from, "many": programme.ideal_to, "n": programme.sessions},
        _("%(often)s, %(minutes)d minutter") % {"often": often, "minutes": programme.minutes},
        (_("%(least)d til %(most)d år") if programme.maximum_age else _("Fra %(least)d år")) % ages,
        _("Gratis") if programme.keeps_journal else _("Gratis. Kun fornavne."),
    ]
