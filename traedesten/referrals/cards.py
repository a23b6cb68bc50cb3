"""Printed cards of A5: one to give to the person, one to hang where people refer. Tagged PDF (PDF/UA-1)."""

from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from traedesten.referrals.models import ReferringUnit
from traedesten.tenancy.models import Site
from traedesten.ui.codes import qr_code
from traedesten.ui.printing import colours_of, pdf
from traedesten.ui.templatetags.ui import day

LAYOUT = Path(__file__).parent / "templates" / "referrals" / "card.typ"


def workday_words(days: int) -> str:
    """How long somebody may wait for the first call, as it is said aloud."""
    words = {
        1: _("én hverdag"),
        2: _("to hverdage"),
        3: _("tre hverdage"),
        4: _("fire hverdage"),
        5: _("fem hverdage"),
    }
    return words.get(days) or _("%(days)d hverdage") % {"days": days}


def for_person(site: Site, *, call_by: date | None = None, writes: bool = False, address: str) -> bytes:
    """What happens now, for the one who gets the call, or the e-mail. Nothing on it tells who that is."""
    if writes:
        when = _("En fællesskabsguide skriver til dig senest %(day)s.") % {"day": day(call_by)}
    elif call_by:
        when = _("En fællesskabsguide ringer til dig senest %(day)s.") % {"day": day(call_by)}
    else:
        workdays = workday_words(site.first_call_workdays)
        when = _("En fællesskabsguide ringer til dig inden for %(workdays)s.") % {"workdays": workdays}
    return _print(
        site,
        address=address,
        title=_("Der skriver en frivillig til dig") if writes else _("Der ringer en frivillig til dig"),
        words=[
            when,
            _("I taler om, hvad du godt kunne tænke dig. Du bestemmer tempoet, og du kan altid sige nej tak."),
        ],
        phone_words=_("Vil du hellere ringe selv? Så gør det på"),
        small=_("Guiden er frivillig og har tavshedspligt. Det er ikke kommunen, der skriver.")
        if writes
        else _("Guiden er frivillig og har tavshedspligt. Det er ikke kommunen, der ringer."),
        caption=_("Læs mere om guiderne"),
        code_words=_("QR-kode til fællesskabsguidernes side: %(address)s") % {"address": address},
    )


def for_unit(site: Site, unit: ReferringUnit, *, address: str) -> bytes:
    """The workplace's own link as a code to scan, to hang by the desk."""
    return _print(
        site,
        address=address,
        title=_("Kender du én, der savner nogen?"),
        words=[
            _("Scan koden, og send os et fornavn og et nummer. Det tager under et minut."),
            _("En frivillig fællesskabsguide ringer og følges med de første gange."),
        ],
        phone_words=_("Vil du hellere tale med os? Ring på"),
        small=_("Kun til dem, der har sagt ja til, at en frivillig ringer. Skriv ikke CPR eller diagnoser."),
        caption=unit.name,
        code_words=_("QR-kode til henvisningskortet for %(unit)s: %(address)s")
        % {"unit": unit.name, "address": address},
    )


def _print(site: Site, *, address: str, **words) -> bytes:
    return pdf(LAYOUT, site, code=qr_code(address, colours_of(site)["primary-9"]), **words)
