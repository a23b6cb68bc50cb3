"""An edition on paper, for the steering group and the funder. Tagged PDF (PDF/UA-1)."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from traedesten.domain.indicators import BY_KEY
from traedesten.insight.drawings import Bar
from traedesten.insight.measured import Measured, decimal, thin_words
from traedesten.insight.reached import Hoped
from traedesten.insight.reading import Given
from traedesten.insight.templatetags.insight import counted, headline, level_words, said, until_words
from traedesten.tenancy.models import Site
from traedesten.ui.printing import colours_of, pdf

LAYOUT = Path(__file__).parent / "templates" / "insight" / "report.typ"
HIDDEN = "–"


def report(site: Site, given: Given) -> bytes:
    """One period of an edition on A4: the same figures as on the page, and what they mean."""
    colours = _plain(colours_of(site))
    return pdf(
        LAYOUT,
        site,
        title=headline(given),
        lead=f"{site.name}, {site.place}. {until_words(given)}",
        sections=[_funnel(given, colours), _days(given), *_places(given), *_changes(given, colours), *_goals(given)],
        notes=notes(),
        printed=_("Opgjort %(day)s") % {"day": date_format(given.edition.made_at, "j. F Y")},
    )


def notes() -> list[str]:
    return [
        _("En streg betyder, at tallet ikke vises: det er under 5, eller et tal under 5 kunne regnes ud af det."),
        _("Tallene viser en udvikling, ikke en årsag."),
    ]


def _funnel(given: Given, colours: dict[str, str]) -> dict:
    stones = given.stones_drawn
    rows = [[str(level_words(stone.level)), _shown(stone.count)] for stone in stones]
    drawing = render_to_string("insight/report_funnel.svg", {"stones": stones, "colours": colours})
    words = "; ".join(f"{name}: {many}" for name, many in rows)
    return _section("funnel", [_("Sten"), _("Mennesker")], rows, drawing=drawing, alt=words)


def _days(given: Given) -> dict:
    rows = [[said(BY_KEY[f"days_to_{name}"].name), _shown(days)] for name, days in given.days.items()]
    section = _section("days_to_contact", [_("Det midterste antal dage"), _("Dage")], rows)
    return section | {"title": _("Hvor længe der går")}


def _places(given: Given) -> list[dict]:
    head = [_("Hvor fra"), _("Henvist"), _("I et fællesskab")]
    ways = _section("came_from", head, [_row(bar) for bar in given.ways_drawn])
    areas = _section("funnel", [_("Område"), *head[1:]], [_row(bar) for bar in given.areas_drawn])
    return [section for section in (ways, areas | {"title": _("Område for område")}) if section["rows"]]


def _changes(given: Given, colours: dict[str, str]) -> list[dict]:
    """One section for each instrument: the sentences are in the table, and how many answered beside them."""
    return [_change(measured, colours) for measured in given.measured if measured.told]


def _change(measured: Measured, colours: dict[str, str]) -> dict:
    head = [_("Hvornår"), _("Før"), _("Efter"), _("Ændring, alle"), _("Effekt (d)")]
    rows = [
        [f"{wave.when}. {wave.answered}", *map(decimal, wave.means), wave.change, wave.effect or HIDDEN]
        for wave in measured.told
    ]
    drawn = {"rows": measured.drawn, "height": 20 * len(rows), "colours": colours}
    drawing = render_to_string("insight/report_change.svg", drawn)
    alt = " ".join(wave.sentence for wave in measured.told)
    section = _section("before_after", head, rows, drawing=drawing, alt=alt)
    thin = " " + thin_words() if measured.is_thin else ""
    title = f"{said(measured.definition.name)}: {measured.course_words}"
    return section | {"title": title, "denominator": f"{section['denominator']} {measured.scale}{thin}"}


def _goals(given: Given) -> list[dict]:
    """One section for each kind of course."""
    return [_goal(hoped) for hoped in given.hoped if hoped.told]


def _goal(hoped: Hoped) -> dict:
    head = [_("Hvornår"), _("Spurgt"), _("Svarede"), _("Nåede så langt"), _("Andel")]
    rows = [
        [wave.when, _shown(wave.row["asked"]), _shown(wave.row["answered"]), _shown(wave.row["reached"]), wave.share]
        for wave in hoped.told
    ]
    section = _section("goals", head, rows)
    denominator = f"{section['denominator']} {hoped.thin_words}".strip()
    return section | {"title": f"{section['title']}: {hoped.course_words}", "denominator": denominator}


def _section(key: str, head: list[str], rows: list[list[str]], *, drawing: str = "", alt: str = "") -> dict:
    indicator = BY_KEY[key]
    return {
        "title": said(indicator.name),
        "definition": said(indicator.definition),
        "denominator": counted(indicator),
        "head": head,
        "rows": rows,
        "drawing": drawing,
        "alt": alt,
    }


def _row(bar: Bar) -> list[str]:
    return [bar.label, _shown(bar.many), _shown(bar.inner)]


def _shown(figure: int | None) -> str:
    return HIDDEN if figure is None else str(figure)


def _plain(colours: dict[str, str]) -> dict[str, str]:
    """Under names that a template can say."""
    return {"water": colours["water"], "primary": colours["primary-6"], "lamp": colours["lamp-5"]}
