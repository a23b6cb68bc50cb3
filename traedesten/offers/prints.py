"""Offers on paper: a page of what is near, and a poster for one. Tagged PDF (PDF/UA-1)."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traedesten.offers.models import Offer
from traedesten.tenancy.models import Site
from traedesten.ui.codes import qr_code
from traedesten.ui.labels import words
from traedesten.ui.prices import price_words
from traedesten.ui.printing import COLOURS, pdf
from traedesten.ui.schedules import regular_words
from traedesten.ui.templatetags.ui import spaced

LAYOUTS = Path(__file__).parent / "templates" / "offers"


def near_you(site: Site, offers: Iterable[Offer], *, text: str, address: str, today: date, left_out: int) -> bytes:
    """What a search found, on A4; ``left_out`` is how many more there were than there is room for."""
    rows = [_row(offer) for offer in offers]
    title = _("Det kan du komme til i %(place)s") % {"place": site.place}
    lead = _("Du behøver ikke gå derhen alene. En frivillig guide følges gerne med de første gange.")
    return pdf(
        LAYOUTS / "near_you.typ",
        site,
        title=title,
        lead=lead,
        offers=rows,
        nothing="" if rows else _("Vi fandt ikke noget lige nu. Ring til os, så finder vi et sted sammen med dig."),
        more=ngettext(
            "Der er ét sted mere. Du finder det med koden øverst.",
            "Der er %(number)d steder mere. Du finder dem med koden øverst.",
            left_out,
        )
        % {"number": left_out}
        if left_out
        else "",
        searched=_("Søgt efter: %(text)s") % {"text": text} if text else "",
        printed=_("Udskrevet %(day)s. Ring gerne, før du går hjemmefra første gang.")
        % {"day": date_format(today, "j. F Y")},
        phone_words=_("Vil du tale med en guide? Ring på"),
        code=qr_code(address, COLOURS["primary-9"]),
        code_words=_("QR-kode til den nyeste udgave: %(address)s") % {"address": address},
        caption=_("Den nyeste udgave"),
    )


def poster(site: Site, offer: Offer, *, address: str) -> bytes:
    """One offer on A4, to hang up."""
    row = _row(offer)
    return pdf(
        LAYOUTS / "poster.typ",
        site,
        title=offer.name,
        lead=offer.about,
        lines=[line for line in (*row["times"], row["place"], row["facts"]) if line],
        can_hold=offer.can_hold,
        phone_words=_("Vil du have nogen at følges med? Ring på"),
        code=qr_code(address, COLOURS["primary-9"]),
        code_words=_("QR-kode til %(name)s: %(address)s") % {"name": offer.name, "address": address},
        caption=_("Læs mere her"),
    )


def _row(offer: Offer) -> dict:
    facts = [
        str(words("offer_size", offer.size)),
        price_words(offer.price, offer.price_words).rstrip("."),
        _("uden trapper") if offer.step_free else "",
    ]
    times = [regular_words(row.regular) for row in offer.times.all()]
    return {
        "name": offer.name,
        "about": offer.about,
        "times": [said[:1].upper() + said[1:] for said in times],
        "place": ", ".join(filter(None, (offer.place, offer.address))),
        "facts": ", ".join(filter(None, facts)),
        "contact": _contact(offer),
    }


def _contact(offer: Offer) -> str:
    if not offer.has_public_contact:
        return ""
    reached = spaced(offer.contact_phone) if offer.contact_phone else offer.contact_email
    return f"{offer.contact_name}, {reached}" if offer.contact_name else reached
