"""The words of the network's look back: are proposals followed, how did it go, is anybody placed less?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traedesten.gathering.look_back_words import reason_said
from traedesten.insight import drawings
from traedesten.insight.look_back_network import Became, LeftOut, Network, Place, Reason
from traedesten.insight.look_back_placed import Beside, Placed, TellsPlaced
from traedesten.ui.side_by_side_labels import dimensions_said

HEADS = {
    "guides": (
        gettext_lazy("Afgjort"),
        gettext_lazy("Sagde ja"),
        gettext_lazy("Sagde ja, og personen er faldet til et sted"),
        gettext_lazy("Havde ikke plads"),
        gettext_lazy("Taget tilbage igen"),
        gettext_lazy("Lagt til side af koordinatoren"),
    ),
    "groups": (
        gettext_lazy("Grupper foreslået"),
        gettext_lazy("Lavet"),
        gettext_lazy("Lavet, som de blev foreslået"),
        gettext_lazy("Lavet efter ændringer"),
        gettext_lazy("Sagt nej til"),
        gettext_lazy("Lagt væk sammen med hele forslaget"),
    ),
    "stones": (
        gettext_lazy("Trædesten foreslået"),
        gettext_lazy("Faldet til der"),
        gettext_lazy("Valgt og på vej"),
        gettext_lazy("Lagt væk, og en anden valgt i stedet"),
        gettext_lazy("Lagt væk, uden at en anden er valgt"),
        gettext_lazy("Ikke valgt endnu"),
    ),
}
"""In the order of ``look_back_network.CODES``."""


def headline(network: Network) -> str:
    if not network.has_any:
        return _("Der er ingen forslag at se tilbage på endnu")
    if any(one.less for one in network.placed):
        return _("Nogen bliver sjældnere placeret end andre")
    kinds = {one.kind for one in network.placed if one.compared}
    if kinds == {"guides"}:
        return _("Ingen får tydeligt sjældnere en guide end andre")
    if kinds == {"groups"}:
        return _("Ingen kommer tydeligt sjældnere med i en gruppe end andre")
    if kinds:
        return _("Ingen bliver tydeligt sjældnere placeret end andre")
    return _("Der er for få til at se, om nogen bliver sjældnere placeret")


def lead(network: Network) -> str:
    """Whether proposals are followed, as far as all places show it."""
    return " ".join(_followed(one) for one in network.became if one.kind != "stones" and one.lines)


def _followed(became: Became) -> str:
    of = {"followed": became.followed, "all": became.all_of}
    if None in of.values():
        return {
            "guides": _("Hvor ofte guiderne sagde ja, kan kun ses sted for sted."),
            "groups": _("Hvor ofte en foreslået gruppe blev lavet, kan kun ses sted for sted."),
            "stones": _("Hvor mange der er faldet til, kan kun ses sted for sted."),
        }[became.kind]
    said = {
        "guides": _("Guiderne sagde ja til %(followed)d af %(all)d spørgsmål."),
        "groups": _("%(followed)d af %(all)d foreslåede grupper blev lavet."),
        "stones": _("%(followed)d af %(all)d foreslåede steder er blevet nogens eget."),
    }[became.kind] % of
    changed = became.one("made_changed") if became.kind == "groups" else None
    return said + " " + _("Før det blev %(n)d af dem ændret.") % {"n": changed} if changed else said


@dataclass(frozen=True)
class BecameSaid:
    became: Became

    @property
    def title(self) -> str:
        return {
            "guides": _("Hvad der blev af forslagene til guider"),
            "groups": _("Hvad der blev af forslagene til grupper"),
            "stones": _("Hvad der blev af trædestenene"),
        }[self.became.kind]

    @property
    def sentence(self) -> str:
        return _followed(self.became) if self.became.lines else _("Ingen steder viser det endnu.")

    @property
    def drawing(self) -> str:
        return {
            "guides": _("Spørgsmål til guider, og hvor mange de sagde ja til"),
            "groups": _("Grupper foreslået, og hvor mange der blev lavet"),
            "stones": _("Trædesten foreslået, og hvor mange der er faldet til"),
        }[self.became.kind]

    @property
    def heads(self) -> tuple:
        return HEADS[self.became.kind]

    @property
    def left_out(self) -> list[tuple[Place, str]]:
        return left_out_said(self.became.left_out)


def left_out_said(rows: Sequence[LeftOut]) -> list[tuple[Place, str]]:
    words = {"old": _("ikke med i denne udgave"), "few": _("for få til at vise"), "none": _("ingen endnu")}
    return [(row.place, words[row.why]) for row in rows]


def reasons_said(rows: Sequence[Reason]) -> list[Reason]:
    return [(reason_said(code), dropped, moved) for code, dropped, moved in rows]


@dataclass(frozen=True)
class PlacedSaid:
    placed: Placed

    @property
    def title(self) -> str:
        return _("Hvem der har fået en guide") if self._is_guides else _("Hvem der er kommet med i en gruppe")

    @property
    def got(self) -> str:
        return _("Har fået en guide") if self._is_guides else _("Er kommet med")

    @property
    def _is_guides(self) -> bool:
        return self.placed.kind == "guides"

    @property
    def overall(self) -> str:
        """How many of all were placed."""
        found = self.placed.everybody
        if not found.number:
            return _("Ingen steder viser det endnu.")
        ends = {"share": found.share, "least": found.least, "most": found.most}
        if self._is_guides:
            words = _(
                "%(share)s procent af dem, der skulle have en guide, har fået en "
                "(mellem %(least)s og %(most)s med 95 procents sikkerhed)."
            )
        else:
            words = _(
                "%(share)s procent af dem, der var klar til en gruppe, er kommet med i en "
                "(mellem %(least)s og %(most)s med 95 procents sikkerhed)."
            )
        return words % ends

    @property
    def sentence(self) -> str:
        """Whether any group is placed less, when each place is compared with itself."""
        if not self.placed.compared:
            return _("Der er for få til at se, om nogen bliver sjældnere placeret.")
        if self.placed.less:
            who = {"groups": ", ".join(label for _dimension, label, one in self._labelled if one.is_less)}
            if self._is_guides:
                return _("Sammenlignet med de andre samme sted får de her sjældnere en guide: %(groups)s.") % who
            return _("Sammenlignet med de andre samme sted kommer de her sjældnere med: %(groups)s.") % who
        if self._is_guides:
            return _("Sammenlignet med de andre samme sted får ingen tydeligt sjældnere en guide.")
        return _("Sammenlignet med de andre samme sted kommer ingen tydeligt sjældnere med.")

    @property
    def by_chance(self) -> str:
        many = {"n": len(self.placed.compared)}
        return _("Her er %(n)d sammenlignet. Jo flere, jo oftere skiller nogen sig ud ved et tilfælde.") % many

    @cached_property
    def dimensions(self) -> list[tuple[str, list[tuple[str, Beside]]]]:
        return dimensions_said(self.placed.dimensions)

    @property
    def _labelled(self) -> list[tuple[str, str, Beside]]:
        return [(name, label, one) for name, groups in self.dimensions for label, one in groups if one.difference]

    @cached_property
    def drawn(self) -> list[drawings.Reach]:
        return drawings.reaches([(label, one.words, one.difference) for _name, label, one in self._labelled])

    @property
    def height(self) -> int:
        return drawings.height(self.drawn)

    @property
    def lines(self) -> list[tuple[TellsPlaced, list]]:
        """Each place on its own."""
        return [(line, dimensions_said(line.groups)) for line in self.placed.lines]

    @property
    def left_out(self) -> list[tuple[Place, str]]:
        return left_out_said(self.placed.left_out)
