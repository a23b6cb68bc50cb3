"""An evaluator's report on paper. Tagged PDF (PDF/UA-1): the sentence first, then a drawing, then the table.

The same analysis gives the same bytes.
"""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from traedesten.domain.indicators import BY_KEY
from traedesten.evaluation.export import About, Analysis
from traedesten.evaluation.export.tables import MARKS
from traedesten.insight.templatetags.insight import said
from traedesten.research import report_drawings as drawings
from traedesten.research.report_words import (
    HIDDEN,
    alpha_sentence,
    answered_sentence,
    cautions_of,
    change_sentence,
    change_technical,
    column_words,
    compared_sentence,
    decimal,
    definition_in,
    ends_of,
    goal_sentence,
    goal_technical,
    listed,
    outcome_title,
    p_words,
    percent,
    points,
    scale_words,
    sensitivity_sentence,
    shown,
    told,
    value_words,
    wait_sentence,
    when,
    why_not,
)
from traedesten.tenancy.models import Site
from traedesten.ui.labels import words
from traedesten.ui.printing import colours_of, pdf

LAYOUT = Path(__file__).parent / "templates" / "research" / "report.typ"
Row = dict[str, Any]


def report_pdf(analysis: Analysis, about: About, site: Site | None = None) -> bytes:
    """A4, in the language that is active; in the colours of the site where it is given."""
    site = site or Site(name=about.site)
    colours = _plain(colours_of(site))
    declared = [row for row in analysis.outcomes if row["is_declared"]]
    compared = [row for row in analysis.comparisons if row["is_declared"]]
    parts = [
        _part(_("Hvem der begyndte"), [_people(row) for row in _of_interest(analysis)]),
        _part(_("Det, planen spurgte om"), [_outcome(row, colours) for row in declared], _plan_words(analysis)),
        _part(_("Hvad virker for hvem"), [_comparison(row, colours) for row in compared], _for_whom(compared)),
        _part(_("Hvor længe der går"), [_wait(row, colours) for row in analysis.waits if "counts" in row]),
        _exploratory(analysis, colours),
        _part(_("Hvad de helst ville nå"), [_goal(row) for row in analysis.goals], _about_goals(analysis)),
        _part(_("Hvor godt spørgsmålene hænger sammen"), [_scale(row) for row in analysis.scales]),
        _part(_("Sådan er der regnet"), [], _method(analysis, about)) | {"code": about.call},
    ]
    return pdf(
        LAYOUT,
        site,
        title=headline(analysis),
        lead=_lead(about),
        notes=_notes(),
        parts=[part for part in parts if part["sections"] or part["words"]],
        made_on=about.made_on.isoformat(),
        printed=_("%(site)s. Slettes senest %(day)s") % {"site": about.site, "day": _day(about.expires_on)},
    )


def headline(analysis: Analysis) -> str:
    """What the first outcome of the plan that can be told says."""
    for row in analysis.outcomes:
        if row["is_declared"] and "change" in row and not why_not(row["change"]):
            return f"{said(definition_in(row).name)}: {change_sentence(row)}"
    return _("Der er for få svar til, at vi kan vise en udvikling")


def _of_interest(analysis: Analysis) -> list[Row]:
    """The courses that somebody is on, or that the plan asks about."""
    asked = {row["course"] for row in analysis.outcomes}
    return [row for row in analysis.people if row["course"] in asked or not why_not(row)]


def _lead(about: About) -> str:
    day = {"site": about.site, "day": _day(about.made_on), "purpose": about.purpose}
    return _("%(site)s, %(day)s. Formål: %(purpose)s") % day


def _notes() -> list[str]:
    return [
        str(words("evaluation_caution", "no_control")),
        _("En streg betyder, at tallet ikke vises: det er under fem, eller et tal under fem kunne regnes ud af det."),
        _("Det, der ikke stod i planen, før svarene blev åbnet, er mærket »Udforskende«."),
    ]


def _plan_words(analysis: Analysis) -> list[str]:
    stored = analysis.plan["stored_on"]
    when = (
        _("Planen blev gemt %(day)s, før svarene blev åbnet.") % {"day": _day(date.fromisoformat(stored))}
        if stored
        else _("Planen er ikke gemt på forhånd. Læs alt her som udforskende.")
    )
    many = _("Den første udvikling er den vigtigste. Jo flere man ser på, jo oftere er én af dem et tilfælde.")
    return [when, many]


def _for_whom(compared: list[Row]) -> list[str]:
    if not compared:
        return [_("Planen nævner ingen grupper, der skal sammenlignes.")]
    return [
        _("Der er ikke trukket lod. Forskelle mellem grupper kan skyldes alt muligt andet end det, der står her.")
    ]


def _people(row: Row) -> Row:
    section = _section(str(words("course", row["course"])), why_not(row))
    if why_not(row):
        return section
    if row["persons"] is None:
        section["sentence"] = _("Hvor mange der er begyndt, viser vi ikke, kun hvor stor en del de er, omtrent.")
    else:
        section["sentence"] = _("%(many)d er begyndt.") % {"many": row["persons"]}
    section["tables"] = [
        _table([column_words(of["by"]), _("Mennesker")], [_counted(of["by"], line) for line in of["rows"]])
        for of in row["by"]
    ]
    return section


def _counted(by: str, line: Row) -> list[str]:
    if line.get("share") is not None:
        return [value_words(by, line["value"]), _("ca. %(share)d %%") % {"share": round(100 * line["share"])}]
    return [value_words(by, line["value"]), shown(line["persons"])]


def _outcome(row: Row, colours: dict[str, str]) -> Row:
    """One outcome: how it moved, who answered, single persons, who is missing, and what if they fare worse."""
    section = _section(outcome_title(row["outcome"]), why_not(row), is_declared=row["is_declared"])
    section["tables"] = _who_answered(row) if "status" in row else []
    if why_not(row):
        return section
    change, definition = row["change"], definition_in(row)
    section["words"] = [answered_sentence(row["counts"]), scale_words(definition)]
    if why := why_not(change):
        section["sentence"] = why
    else:
        section["sentence"] = change_sentence(row) + "."
        legend = _("ring: før · fyldt: efter")
        section["drawing"] = drawings.change(*change["means"], definition.low, definition.high, legend, colours)
        section["alt"] = _before_after_words(change)
        section["tables"].insert(0, _change_table(change))
        section["technical"] = change_technical(change)
    section["tables"] += [*_reliable(row["reliable"]), *_dropout(row["dropout"]), *_sensitivity(row["sensitivity"])]
    section["words"] += _told_parts(row)
    section["cautions"] = cautions_of(row, change)
    return section


def _told_parts(row: Row) -> list[str]:
    """The sentences of the parts that have no table, or say more than theirs."""
    reliable = why_not(row["reliable"])
    parts = [_("Hver for sig: %(why)s") % {"why": reliable}] if reliable else []
    return [*parts, _("Dem, vi mangler: %(told)s") % {"told": sensitivity_sentence(row["sensitivity"])}]


def _before_after_words(change: Row) -> str:
    before, after = map(decimal, change["means"])
    return _("I gennemsnit %(before)s før og %(after)s efter blandt dem, der svarede begge gange.") % {
        "before": before,
        "after": after,
    }


def _change_table(change: Row) -> Row:
    before, after = map(decimal, change["means"])
    rows = [
        [_("Ændring, alle"), told(change["all_enrolled"])],
        [_("Ændring, kun dem med begge svar"), told(change["completers"])],
        [_("Gennemsnit før og efter, dem med begge svar"), f"{before} → {after}"],
        [_("Effekt (d)"), told(change["d_av"], 2)],
    ]
    return _table([_("Udvikling i point"), _("Tal og usikkerhed (95 %)")], rows, width=60)


def _who_answered(row: Row) -> list[Row]:
    names = {
        "began": _("Begyndte"),
        "due": _("Runden er kommet til"),
        "before": _("Svarede før"),
        "after": _("Svarede efter"),
        "both": _("Svarede begge gange"),
    }
    counts = [[name, shown(row["counts"][key])] for key, name in names.items()]
    tables = [_table([_("Hvem svarede"), _("Mennesker")], counts)]
    for by, head in (("status", _("Hvordan det gik i runden")), ("mode", _("Hvordan de svarede"))):
        if row.get(by):
            tables.append(_table([head, _("Mennesker")], [_counted(by, line) for line in row[by]]))
    return tables


def _reliable(row: Row) -> list[Row]:
    if why_not(row):
        return []
    head = [_("Hver for sig: %(points)s point eller mere") % {"points": points(row["threshold"])}]
    rows = [
        [str(words("reliable_change", kind["value"])), shown(kind["persons"]), percent(kind["share"])]
        for kind in row["kinds"]
    ]
    return [_table([*head, _("Mennesker"), _("Af dem med begge svar")], rows)]


def _dropout(row: Row) -> list[Row]:
    if why_not(row):
        return []
    first, tables = row["first_scores"], []
    if not why_not(first):
        rows = [
            [_("Svarede igen"), shown(row["kept"]), decimal(first["kept_mean"])],
            [_("Svarede ikke igen"), shown(row["lost"]), decimal(first["lost_mean"])],
            [_("Forskel i det første svar"), "", told(first["difference"])],
        ]
        tables.append(_table([_("Dem, der faldt fra"), _("Mennesker"), _("Første svar")], rows, width=38))
    if row["groups"]:
        rows = [
            [value_words(line["by"], line["value"]), shown(line["both"]), shown(line["due"]), percent(line["share"])]
            for line in row["groups"]
        ]
        tables.append(_table([_("Hvem svarede begge gange"), _("Begge"), _("Af"), _("Andel")], rows))
    return tables


def _sensitivity(row: Row) -> list[Row]:
    if why_not(row):
        return []
    rows = [[points(delta["points"]), told(delta) if "estimate" in delta else HIDDEN] for delta in row["deltas"]]
    head = [_("Hvis de, der mangler, svarer så mange point anderledes, end vi gætter"), _("Ændring, alle")]
    return [_table(head, rows, width=45)]


def _comparison(row: Row, colours: dict[str, str]) -> Row:
    title = f"{column_words(row['by'])}. {outcome_title(row['outcome'])}"
    section = _section(title, why_not(row), is_declared=row["is_declared"])
    if why_not(row):
        return section
    names = [value_words(row["by"], part["value"]) for part in row["parts"]]
    figures = [ends_of(part["change"]) for part in row["parts"]]
    section["sentence"] = compared_sentence(row)
    section["drawing"] = drawings.parts(list(zip(names, figures, strict=True)), colours)
    changes = [told(part["change"]) for part in row["parts"]]
    section["alt"] = listed([f"{name}: {change}" for name, change in zip(names, changes, strict=True)])
    rows = [
        [name, shown(part["both"]), change, told(part["difference"]) if part["difference"] else _("sammenlignes med")]
        for name, part, change in zip(names, row["parts"], changes, strict=True)
    ]
    head = [column_words(row["by"]), _("Begge svar"), _("Ændring"), _("Forskel fra den første")]
    section["tables"] = [_table(head, rows, width=38)]
    section["cautions"] = cautions_of(row, *row["parts"])
    section["technical"] = _("Vekselvirkning i den blandede model (Wald-F): %(p)s.") % {"p": p_words(row["p"])}
    return section


def _wait(row: Row, colours: dict[str, str]) -> Row:
    title = f"{words('wait', row['wait'])}. {words('course', row['course'])}"
    section = _section(title, why_not(row))
    if row["counts"]["persons"] is None:
        section["words"] = [_("Hvor mange det handler om, viser vi ikke, og andelene er rundet af.")]
    else:
        names = {"persons": _("I alt"), "happened": _("Nåede dertil"), "left": _("Stoppede forinden")}
        counts = [[name, shown(row["counts"][key])] for key, name in names.items()]
        section["tables"] = [_table([_("Hvad der skete"), _("Mennesker")], counts)]
    if why_not(row):
        return section
    section["sentence"] = wait_sentence(row)
    section["tables"] += _wait_tables(row)
    axis = _("uger ↑ · venter endnu ↓")
    curve = (row["steps"], row["left_steps"], row["at_risk"], MARKS[row["wait"]], HIDDEN, axis, colours)
    section["drawing"], section["alt"] = drawings.curve(*curve), wait_sentence(row) + " " + _curve_words(row)
    section["technical"] = _(
        "Aalen–Johansen, hvor det at stoppe står i vejen (Kaplan–Meier, når ingen er stoppet); fuld linje: nåede "
        "dertil, stiplet: stoppede. Kurven er kun tegnet, hvor fem er kommet til siden sidst."
    )
    return section


def _curve_words(row: Row) -> str:
    return listed([f"{step['weeks']:g}: {percent(_as_share(step))}" for step in row["steps"]])


def _wait_tables(row: Row) -> list[Row]:
    risk = [[f"{mark['weeks']:g}", shown(mark["persons"])] for mark in row["at_risk"]]
    steps = [[f"{step['weeks']:g}", percent(_as_share(step))] for step in row["steps"]]
    tables = [_table([_("Uge"), _("Venter endnu")], risk)] if risk else []
    return [*tables, _table([_("Uge"), _("Nåede dertil")], steps, width=40)] if steps else tables


def _as_share(step: Row) -> Row:
    return {"estimate": step["share"], "low": step["low"], "high": step["high"]}


def _scale(row: Row) -> Row:
    section = _section(said(definition_in(row).name), why_not(row))
    if why_not(row):
        return section
    definition = definition_in(row)
    section["sentence"] = alpha_sentence(row)
    section["technical"] = _("Usikkerhed efter Feldt. Skemaet: %(source)s") % {"source": definition.source.text}
    without = dict(row["without"])
    rows = [[_item(definition, key), _two(total), _two(without.get(key))] for key, total in row["item_total"]]
    section["tables"] = [_table([_("Spørgsmål"), _("Sammenhæng"), _("Alfa uden det")], rows)]
    return section


def _item(definition, key: str) -> str:
    item = definition.item(key)
    return said(item.words) if item.words else key


def _two(value: float | None) -> str:
    return HIDDEN if value is None else decimal(value, 2)


def _exploratory(analysis: Analysis, colours: dict[str, str]) -> Row:
    sections = [_outcome(row, colours) for row in analysis.outcomes if not row["is_declared"]]
    sections += [_comparison(row, colours) for row in analysis.comparisons if not row["is_declared"]]
    about = [str(words("evaluation_caution", "exploratory"))] if sections else []
    return _part(_("Udforskende: stod ikke i planen"), sections, about)


def _about_goals(analysis: Analysis) -> list[str]:
    return [said(BY_KEY["goals"].definition)] if analysis.goals else []


def _goal(row: Row) -> Row:
    """It has no before, so no plan can declare it."""
    section = _section(f"{words('course', row['course'])}: {when(row)}", why_not(row), is_declared=False)
    names = {"asked": _("Spurgt"), "answered": _("Svarede"), "reached": _("Nåede så langt, som de håbede")}
    counts = [[name, shown(row["counts"][key])] for key, name in names.items()]
    section["tables"] = [_table([_("Hvem svarede"), _("Mennesker")], counts)]
    if not why_not(row):
        section["sentence"], section["technical"] = goal_sentence(row), goal_technical(row)
    return section


def _method(analysis: Analysis, about: About) -> list[str]:
    return [
        _("Alle, runden er kommet til, er med, også dem, der stoppede eller ikke svarede. Sene svar er med."),
        f"Trædesten {about.version}. plan.json: SHA-256 {analysis.plan['digest']}",
        _("Hvordan tallene regnes ud igen af filerne, står i repeat.txt. Kommandoen her laver hele udtrækket igen:"),
    ]


def _section(title: str, why: str, *, is_declared: bool = True) -> Row:
    return {
        "title": title,
        "mark": "" if is_declared else _("Udforskende"),
        "sentence": why,
        "words": [],
        "drawing": "",
        "alt": "",
        "tables": [],
        "cautions": [],
        "technical": "",
    }


def _part(title: str, sections: list[Row], said_first: list[str] | None = None) -> Row:
    return {"title": title, "words": said_first or [], "code": "", "sections": sections}


def _table(head: list[str], rows: list[list[str]], *, width: int = 30) -> Row:
    """``width`` of every column but the first, in mm."""
    return {"title": "", "head": head, "rows": rows, "width": width}


def _day(day: date) -> str:
    return date_format(day, "j. F Y")


def _plain(colours: dict[str, str]) -> dict[str, str]:
    """Under names that a template can say."""
    return {
        "water": colours["water"],
        "primary": colours["primary-6"],
        "lamp": colours["lamp-5"],
        "ink": colours["ink"],
    }
