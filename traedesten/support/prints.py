"""Who is in the house, on paper: a poster for one week. Tagged PDF (PDF/UA-1)."""

from base64 import b64encode
from pathlib import Path

from django.utils.translation import gettext as _

from traedesten.support.models import ShiftPlan
from traedesten.tenancy.models import Site
from traedesten.ui.codes import qr_code
from traedesten.ui.printing import colours_of, pdf

LAYOUT = Path(__file__).parent / "templates" / "support" / "poster.typ"
ROUND = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 320 320">'
    '<clipPath id="c"><circle cx="160" cy="160" r="160"/></clipPath>'
    '<image clip-path="url(#c)" width="320" height="320" xlink:href="data:image/jpeg;base64,{0}"/></svg>'
)


def poster(site: Site, plan: ShiftPlan, *, title: str, days: list[tuple[str, list]], address: str) -> bytes:
    """One week on A4, to hang up. ``days`` are (day, [(hours, [(name, picture or b"")])]); ``address`` the page."""
    return pdf(
        LAYOUT,
        site,
        place=", ".join(filter(None, (plan.name, plan.address))),
        phone_words=_("Vil du hellere ringe?"),
        title=title,
        lead=_("Kom forbi, og tag en kop kaffe. Du behøver ikke have en aftale."),
        nobody=_("Huset holder lukket i denne uge."),
        days=[[day, [[hours, [_face(*one) for one in people]] for hours, people in shifts]] for day, shifts in days],
        code=qr_code(address, colours_of(site)["primary-9"]),
        code_words=_("QR-kode til siden med vagter: %(address)s") % {"address": address},
        caption=_("Se, hvem der er her i dag"),
    )


def _face(name: str, picture: bytes) -> dict:
    drawn = ROUND.format(b64encode(picture).decode()) if picture else ""
    return {
        "name": name,
        "initial": name[:1].upper(),
        "picture": drawn,
        "alt": _("Billede af %(name)s") % {"name": name},
    }
