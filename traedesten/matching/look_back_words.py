"""The words of the look back: what became of guides who were proposed, and of stones."""

from django.utils.translation import gettext as _

from traedesten.matching.look_back import Answers, Stones


def answers_said(answers: Answers) -> list[tuple[str, int | None]]:
    return [
        (_("Guider spurgt"), answers.asked),
        (_("Sagde ja"), answers.accepted),
        (_("Havde ikke plads"), answers.declined),
        (_("Taget tilbage igen"), answers.withdrawn),
        (_("Har ikke svaret endnu"), answers.open),
        (_("Lagt til side af koordinatoren"), answers.passed_over),
        (_("Sagde ja, og personen er faldet til et sted"), answers.settled),
    ]


def stones_said(stones: Stones) -> list[tuple[str, int | None]]:
    return [
        (_("Trædesten foreslået"), stones.suggested),
        (_("Faldet til der"), stones.settled),
        (_("Valgt og på vej"), stones.on_the_way),
        (_("Lagt væk, og en anden valgt i stedet"), stones.other),
        (_("Lagt væk, uden at en anden er valgt"), stones.left),
        (_("Ikke valgt endnu"), stones.waiting),
    ]
