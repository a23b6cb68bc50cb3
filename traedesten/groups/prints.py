"""A programme, or one of its groups, on paper: a poster with a code to scan. Tagged PDF (PDF/UA-1)."""

from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from traedesten.groups.models import Programme, SelfHelpGroup
from traedesten.tenancy.models import Site
from traedesten.ui.codes import qr_code
from traedesten.ui.printing import colours_of, pdf
from traedesten.ui.templatetags.ui import DAY_FORMATS, clock

LAYOUT = Path(__file__).parent / "templates" / "groups" / "programme_poster.typ"


def poster(site: Site, programme: Programme, *, address: str) -> bytes:
    """One programme on A4, to hang up. ``address`` is where the code leads."""
    return _printed(site, programme, _lines(programme), address=address, caption=_("Læs mere, og skriv dig op"))


def group_poster(site: Site, group: SelfHelpGroup, *, address: str) -> bytes:
    """One group that looks for people: when it begins, and in which town, but not behind which door."""
    written = DAY_FORMATS.get((get_language() or "da")[:2], DAY_FORMATS["da"])[1]
    when = _("Første gang %(day)s kl. %(clock)s") % {
        "day": date_format(group.first_on, written),
        "clock": clock(group.starts),
    }
    lines = [when, *([group.area.name] if group.area else []), *_lines(group.programme)[:1]]
    return _printed(site, group.programme, lines, address=address, caption=_("Læs om gruppen, og skriv dig op"))


def _printed(site: Site, programme: Programme, lines: list[str], *, address: str, caption: str) -> bytes:
    return pdf(
        LAYOUT,
        site,
        phone_words=_("Vil du hellere tale med os? Ring på"),
        title=programme.name,
        lead=programme.about,
        lines=lines,
        local=programme.local,
        code=qr_code(address, colours_of(site)["primary-9"]),
        code_words=_("QR-kode til %(name)s: %(address)s") % {"name": programme.name, "address": address},
        caption=caption,
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
