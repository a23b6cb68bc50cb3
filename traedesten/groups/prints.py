"""A programme on paper: a poster with a code to scan. Tagged PDF (PDF/UA-1)."""

from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traedesten.groups.models import Programme
from traedesten.tenancy.models import Site
from traedesten.ui.codes import qr_code
from traedesten.ui.printing import colours_of, pdf

LAYOUT = Path(__file__).parent / "templates" / "groups" / "programme_poster.typ"


def poster(site: Site, programme: Programme, *, address: str) -> bytes:
    """One programme on A4, to hang up. ``address`` is where the code leads."""
    return pdf(
        LAYOUT,
        site,
        phone_words=_("Vil du hellere tale med os? Ring på"),
        title=programme.name,
        lead=programme.about,
        lines=_lines(programme),
        local=programme.local,
        code=qr_code(address, colours_of(site)["primary-9"]),
        code_words=_("QR-kode til %(name)s: %(address)s") % {"name": programme.name, "address": address},
        caption=_("Læs mere, og skriv dig op"),
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
