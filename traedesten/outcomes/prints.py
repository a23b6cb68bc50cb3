"""The questions on paper, with a code instead of a name. Tagged PDF (PDF/UA-1)."""

from pathlib import Path

from django.utils.translation import gettext as _

from traedesten.outcomes import queries
from traedesten.outcomes.models import Asking
from traedesten.tenancy.models import Site
from traedesten.ui.printing import pdf
from traedesten.ui.templatetags.ui import spaced

LAYOUT = Path(__file__).parent / "templates" / "outcomes" / "questionnaire.typ"


def paper(site: Site, asking: Asking) -> bytes:
    """One asking on A4, to be filled in with a pen."""
    return pdf(
        LAYOUT,
        site,
        title=_("Hvordan har du det?"),
        lead=_("Sæt ét kryds ved hvert spørgsmål. Spring gerne over. Dit navn skal ikke stå her."),
        code_words=_("Kode"),
        code=asking.code,
        questions=[
            {
                "number": row.number,
                "text": f"{row.stem} {row.text}".strip(),
                "own_words": _("Du sagde: »%(words)s«") % {"words": row.own_words} if row.own_words else "",
                "example": row.example,
                "options": [] if row.is_told else [said for _v, said in row.options],
            }
            for row in queries.questions(asking)
        ],
        declines=_("Vil ikke svare"),
        help=_("Har du brug for at tale med nogen nu? Livslinien 70 201 201. Er der fare for liv, så ring 112."),
        phone=_("Ring til os på %(phone)s") % {"phone": spaced(site.phone)} if site.phone else "",
    )
