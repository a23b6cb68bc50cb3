"""An evaluator's report in words: figures of an analysis as sentences, captions and technical lines."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traedesten.domain.instruments import Definition, definition_of
from traedesten.evaluation.export.plan import Outcome
from traedesten.evaluation.export.tables import field_of
from traedesten.insight import measured
from traedesten.insight.templatetags.insight import said
from traedesten.ui.labels import words

HIDDEN = "–"
Row = dict[str, Any]


def shown(figure: int | None) -> str:
    return HIDDEN if figure is None else str(figure)


def why_not(section: Row) -> str:
    """Why there is no figure; empty where there is one."""
    return str(words("lacking", section["lacking"])) if "lacking" in section else ""


def cautions_of(*sections: Row) -> list[str]:
    """Each once. That it is no cause stands at the top of the report."""
    codes = [code for section in sections for code in section.get("cautions", ())]
    return [str(words("evaluation_caution", code)) for code in dict.fromkeys(codes) if code != "no_control"]


def definition_in(row: Row) -> Definition:
    return definition_of(row["instrument"], row["version"])


def outcome_title(key: str) -> str:
    """Instrument, course and wave of "journeys:t-ils:da-2:t1"."""
    outcome = Outcome.of(key)
    name = said(outcome.definition.name)
    return f"{name}. {words('course', outcome.course)}: {when({'course': outcome.course, 'wave': outcome.wave})}"


def when(row: Row) -> str:
    """The wave that it is about, within a sentence."""
    said_when = measured.when(row)
    return said_when[:1].lower() + said_when[1:]


def scale_words(definition: Definition) -> str:
    return _("Skemaet går fra %(low)s til %(high)s.") % {
        "low": points(round(definition.low, 1)),
        "high": points(round(definition.high, 1)),
    }


def ends_of(figure: Row) -> tuple[float, float, float]:
    return figure["estimate"], figure["low"], figure["high"]


def decimal(value: float, digits: int = 1) -> str:
    """Rounded, in the language of the page."""
    return measured.decimal(round(value, digits) + 0.0, digits)


def points(value: float) -> str:
    """Points of a score, without a comma where there is nothing after it."""
    return decimal(value, 0 if value == int(value) else 1)


def told(figure: Row | None, digits: int = 1) -> str:
    """ "−0,9 (−1,4 til −0,4)"."""
    return measured.interval([round(end, digits) + 0.0 for end in ends_of(figure)], digits) if figure else HIDDEN


def span(low: float, high: float) -> str:
    return measured.span((0.0, *sorted((round(abs(low), 1), round(abs(high), 1)))))


def change_sentence(row: Row) -> str:
    """Which way it went: only said when the interval leaves out zero."""
    change = row["change"]
    estimate, low, high = ends_of(change["all_enrolled"])
    if change["way"] == "unclear":
        ends = {"span": measured.span((estimate, round(low, 1) + 0.0, round(high, 1) + 0.0))}
        return _("Vi kan ikke se, om det har flyttet sig (%(span)s point)") % ends
    moved = {"points": decimal(abs(estimate)), "span": span(low, high)}
    if (estimate < 0) == (change["way"] == "better"):
        if change["way"] == "better":
            return _("%(points)s point lavere (%(span)s), og lavere er bedre") % moved
        return _("%(points)s point højere (%(span)s), og lavere er bedre") % moved
    if change["way"] == "better":
        return _("%(points)s point højere (%(span)s), og højere er bedre") % moved
    return _("%(points)s point lavere (%(span)s), og højere er bedre") % moved


def answered_sentence(counts: Row) -> str:
    """How many, of how many; the second may be hidden."""
    if counts["due"] is None:
        return _("%(both)d svarede begge gange. Hvor mange der var i alt, viser vi ikke.") % counts
    return _("%(both)d af de %(due)d, runden er kommet til, svarede begge gange.") % counts


def p_words(p: float | None) -> str:
    if p is None:
        return ""
    return "p < " + decimal(0.001, 3) if p < 0.001 else "p = " + decimal(p, 3)


def change_technical(change: Row) -> str:
    everybody = change["all_enrolled"]
    lines = [
        _("Lineær blandet model over alle, runden er kommet til (REML, Satterthwaite; tilfældigt niveau pr. person)")
        + f": {told(everybody, 2)}, df {decimal(everybody['df'] or 0)}, {p_words(everybody['p'])}.",
        _("Kun dem med begge svar") + f": {told(change['completers'], 2)}.",
        _("Effekt, Hedges-korrigeret, BCa-bootstrap") + f": d_av {told(change['d_av'], 2)}, "
        f"d_z {told(change['d_z'], 2)}.",
    ]
    return " ".join(lines)


def sensitivity_sentence(row: Row) -> str:
    """What it takes for the conclusion to change."""
    if why := why_not(row):
        return why
    at = row["deltas"][-1]["points"] if row["tips_at"] is None else row["tips_at"]
    worse = {"points": points(abs(at))}
    if row["tips_at"] is None:
        return _("Det holder, også hvis de har det %(points)s point dårligere, end vi gætter.") % worse
    return _("Har de det %(points)s point dårligere, end vi gætter, er svaret et andet.") % worse


def compared_sentence(row: Row) -> str:
    many = {"groups": len(row["parts"])}
    if row["way"] == "differs":
        return _("Mindst én af de %(groups)d grupper har flyttet sig anderledes end den første.") % many
    return _("Vi kan ikke se, at de %(groups)d grupper har flyttet sig forskelligt.") % many


def wait_sentence(row: Row) -> str:
    if row["median"] is not None:
        n = int(row["median"])
        said_half = ngettext("Halvdelen var der inden for %(n)d uge.", "Halvdelen var der inden for %(n)d uger.", n)
        return said_half % {"n": n}
    if row["has_median"]:
        return _("Færre end halvdelen er nået dertil endnu.")
    return _("Der er for få til at sige, hvornår halvdelen var der.")


def goal_sentence(row: Row) -> str:
    if row["share"] is None:
        return _("Hvor mange der er nået så langt, som de håbede, viser vi ikke.")
    many = {**row["counts"], "share": percent(row["share"])}
    return _("%(reached)d af de %(answered)d, der svarede, er nået så langt, som de håbede: %(share)s.") % many


def goal_technical(row: Row) -> str:
    if not row["mean"]:
        return ""
    figures = {"mean": told(row["mean"]), "sd": decimal(row["mean"]["sd"])}
    return _("T-score i gennemsnit: %(mean)s, SD %(sd)s. 50 er der, hvor man håbede.") % figures


def alpha_sentence(row: Row) -> str:
    """Of whom only where it may be told."""
    alpha, low, high = ends_of(row["alpha"])
    ends = {"low": decimal(low, 2), "high": decimal(high, 2)}
    figure = {"alpha": decimal(alpha, 2), **ends, "n": row["whole"], "many": row.get("asked")}
    if row.get("asked") is None:
        return _("Cronbachs alfa er %(alpha)s (%(low)s til %(high)s) blandt de %(n)d, der svarede på alt.") % figure
    return _("Cronbachs alfa er %(alpha)s (%(low)s til %(high)s) blandt %(n)d af %(many)d, der blev spurgt.") % figure


def value_words(by: str, value: str) -> str:
    """The words for one value of a column: the codebook's, and for a programme its key."""
    if value in ("", "*others"):
        return str(words("other_group", value))
    table = "answers" if by in ("status", "mode") else "persons"
    known = {code.value: said(code.words) for code in field_of(table, by).codes}
    return known.get(value) or (value.replace("-", " ").capitalize() if by == "programme" else value)


def column_words(by: str) -> str:
    return said(field_of("persons", by).title)


def percent(share: Row | None) -> str:
    """ "71 % (60–80)"."""
    if not share:
        return HIDDEN
    figure, low, high = (f"{100 * end:.0f}" for end in ends_of(share))
    return f"{figure} % ({low}–{high})"


def listed(parts: Sequence[str]) -> str:
    return "; ".join(part for part in parts if part)
