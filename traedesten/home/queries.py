"""What the coordinator's board shows: everybody who waits, as cards, in a number of queries that never grows."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from textwrap import shorten

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traedesten.domain.workdays import add_workdays, danish_holidays
from traedesten.journeys import queries as journeys
from traedesten.journeys.models import Handover, Journey
from traedesten.matching.models import GuideRequest
from traedesten.matching.queries import latest_refusals, open_requests
from traedesten.people.models import Relative
from traedesten.referrals import queries as referrals
from traedesten.referrals.models import Referral, Source
from traedesten.tenancy.models import Area, Site
from traedesten.tenancy.queries import site_now
from traedesten.ui.labels import words
from traedesten.ui.templatetags.ui import quoted

NEW, CLARIFYING, WAITING = "new", "clarifying", "waiting"
LONG_WAIT_DAYS = 14
LETTERS_ON_A_CARD = 90
NUMBERS = (
    gettext_lazy("ingen"),
    gettext_lazy("én"),
    gettext_lazy("to"),
    gettext_lazy("tre"),
    gettext_lazy("fire"),
    gettext_lazy("fem"),
    gettext_lazy("seks"),
    gettext_lazy("syv"),
    gettext_lazy("otte"),
    gettext_lazy("ni"),
    gettext_lazy("ti"),
    gettext_lazy("elleve"),
    gettext_lazy("tolv"),
)


def in_words(number: int) -> str:
    """Numbers up to twelve as a word, the rest in figures."""
    return str(NUMBERS[number]) if number < len(NUMBERS) else str(number)


@dataclass(frozen=True)
class Badge:
    """A small fact on a card. ``tone``: "" for the site's own colour, "lamp" to look at, "fjord", "grey"."""

    text: str
    tone: str = "grey"
    icon: str = ""


@dataclass(frozen=True)
class Card:
    """One person on the board: a referral card, or the journey it became."""

    pk: object
    kind: str
    column: str
    name: str
    age: int | None
    said: str
    waited_days: int
    area: Area | None
    badges: list[Badge] = field(default_factory=list)
    step: str = ""
    """The main button: call, call_again, write, accept, assess, hand_over, find."""
    answered: str = ""
    """The guide's last no, with their words."""
    people: tuple = ()

    @property
    def waited(self) -> str:
        near = (_("i dag"), _("i går"))
        return near[self.waited_days] if self.waited_days < 2 else _("%(n)d dage") % {"n": self.waited_days}


@dataclass(frozen=True)
class Board:
    """All cards by column, those of one area when asked for, and the areas to choose among.

    ``waiting`` are the journeys behind the last column, ``asked`` the ids of those a guide is asked about.
    """

    cards: list[Card]
    areas: list[Area]
    area: Area | None
    waiting: list[Journey]
    asked: frozenset

    def in_question(self, wanted: str) -> Journey | None:
        """The one wanted; else the longest waiting whom no guide is asked about; else the longest waiting."""
        rows = [journey for journey in self.waiting if self.area in (None, journey.participant.area)]
        chosen = next((journey for journey in rows if str(journey.pk) == wanted), None)
        free = next((journey for journey in rows if journey.pk not in self.asked), None)
        return chosen or free or next(iter(rows), None)

    @property
    def shown(self) -> list[Card]:
        return [card for card in self.cards if self.area is None or card.area == self.area]

    @property
    def to_share_out(self) -> int:
        """How many wait, at the whole site, whom no guide is asked about."""
        return sum(journey.pk not in self.asked for journey in self.waiting)

    @property
    def longest(self) -> Card | None:
        return max(self.shown, key=lambda card: card.waited_days, default=None)

    def column(self, name: str) -> list[Card]:
        return [card for card in self.shown if card.column == name]

    @property
    def people(self) -> list:
        return [person for card in self.shown for person in card.people]


def board(now: datetime, area_id: str = "") -> Board:
    """Everybody who waits for us, in the order of the columns."""
    today, asked = timezone.localdate(now), {request.journey_id: request for request in open_requests()}
    rows = list(referrals.inbox())
    known, late = referrals.likely_known(rows), _late_after(today)
    cards = [_referral_card(row, today, bool(known[row.pk]), row.received_at < late) for row in rows]
    for journey in _with_relatives(journeys.with_judgements(journeys.being_assessed().select_related("wishes__key"))):
        cards.append(_journey_card(journey, CLARIFYING, now, None))
    waiting, refused = (
        list(_with_relatives(journeys.with_judgements(journeys.waiting_for_guide()))),
        latest_refusals(),
    )
    answers = {journey.pk: asked.get(journey.pk) or refused.get(journey.pk) for journey in waiting}
    cards += [_journey_card(journey, WAITING, now, answers[journey.pk]) for journey in waiting]
    found = Counter(card.area for card in cards if card.area)
    areas = sorted(found, key=lambda area: area.name)
    area = next((area for area in areas if str(area.pk) == area_id), None)
    return Board(cards, areas, area, waiting, frozenset(asked))


def _with_relatives(rows: QuerySet[Journey]) -> QuerySet[Journey]:
    return rows.prefetch_related(Prefetch("participant__relatives", Relative.objects.select_related("key")))


def _late_after(today: date) -> datetime:
    """Cards received before this moment should have had their first call by now."""
    holidays = danish_holidays(today.year) | danish_holidays(today.year - 1)
    last = add_workdays(today, -site_now().first_call_workdays, holidays)
    return timezone.make_aware(datetime.combine(last, datetime.min.time()))


def _short(text: str) -> str:
    """The first words, whole ones; of a single endless word the first letters."""
    kept = shorten(text, LETTERS_ON_A_CARD, placeholder=" …")
    return kept if kept.strip() != "…" else f"{text[: LETTERS_ON_A_CARD - 1]}…"


def _referral_card(referral: Referral, today: date, is_known: bool, is_late: bool) -> Card:
    waited = (today - timezone.localdate(referral.received_at)).days
    calls = list(referral.calls.all())
    is_new = referral.state == Referral.State.NEW
    return Card(
        pk=referral.pk,
        kind="referral",
        column=NEW if is_new else CLARIFYING,
        name=_name_on(referral),
        age=referral.age,
        said=_said_on(referral, calls),
        waited_days=waited,
        area=referral.area,
        badges=[*_look_out(referral, is_known), *_where_it_is(referral, calls, today, is_late)],
        step=_step_of(referral, calls),
        people=(referral.pk,),
    )


def _step_of(referral: Referral, calls: list) -> str:
    """What to do with a card: one without a number is written to."""
    if referral.state != Referral.State.NEW and (not calls or any(call.answered for call in calls)):
        return "accept"
    if not referral.phone and referral.email:
        return "write"
    return "call" if referral.state == Referral.State.NEW else "call_again"


def _name_on(referral: Referral) -> str:
    """The person's own name; the relative's is not theirs."""
    is_relative = referral.whom_to_call == Referral.Call.RELATIVE
    return referral.participant_name if is_relative else referral.first_name


def _said_on(referral: Referral, calls: list) -> str:
    if calls and not any(call.answered for call in calls):
        number = len(calls)
        few = {1: _("én gang"), 2: _("to gange")}
        times = few.get(number) or _("%(number)s gange") % {"number": in_words(number)}
        return _("Ringet op %(times)s uden svar.") % {"times": times}
    if referral.state == Referral.State.CLARIFYING and referral.asked_more_at and not calls:
        return _("Vi har spurgt henviseren om mere.")
    return _own_words(referral)


def _own_words(referral: Referral) -> str:
    if referral.note:
        return quoted(_short(referral.note)) if referral.source == Source.SELF else _short(referral.note)
    wishes = [str(words("card_wish", wish)) for wish in referral.wishes]
    return _short(", ".join(wishes)) if wishes else ""


def _look_out(referral: Referral, is_known: bool) -> list[Badge]:
    """What a coordinator should see before anything else."""
    found = [Badge(_("Læs straks"), "lamp", "triangle-alert")] if "crisis" in referral.warnings else []
    if any(code.startswith("asks.") for code in referral.warnings):
        found.append(Badge(_("Spørg brobygger"), "lamp"))
    return [*found, Badge(_("Kendt i forvejen?"), "lamp")] if is_known else found


def _where_it_is(referral: Referral, calls: list, today: date, is_late: bool) -> list[Badge]:
    if referral.state == Referral.State.NEW:
        late = [Badge(_("Ring i dag"), "lamp")] if is_late else []
        return [*late, _sender(referral)]
    again = calls[-1].try_again_on if calls and not calls[-1].answered else None
    if again is None:
        return []
    if again <= today:
        return [Badge(_("Prøv i dag"), "lamp")]
    return [Badge(_("Prøv %(day)s") % {"day": _weekday(again, today)})]


def _sender(referral: Referral) -> Badge:
    if referral.unit:
        return Badge(referral.unit.name, "fjord")
    tone = "fjord" if referral.source in (Source.HEALTH, Source.GP, Source.MUNICIPALITY) else "grey"
    return Badge(str(words("source", referral.source)), tone)


def _weekday(on: date, today: date) -> str:
    """ "torsdag" within a week, else "4/12"."""
    ahead = (on - today).days
    if ahead == 1:
        return _("i morgen")
    return date_format(on, "l") if ahead < 7 else date_format(on, "j/n")


def _journey_card(journey: Journey, column: str, now: datetime, asked: GuideRequest | None) -> Card:
    person, wishes = journey.participant, getattr(journey, "wishes", None)
    waited = journey.waited_days(timezone.localdate(now))
    own = quoted(_short(wishes.own_words)) if wishes and wishes.own_words else ""
    return Card(
        pk=journey.pk,
        kind="journey",
        column=column,
        name=person.first_name,
        age=person.age(timezone.localdate(now)),
        said=own or (_own_words(journey.referral) if journey.referral else ""),
        waited_days=waited,
        area=person.area,
        badges=_journey_badges(journey, column, waited, asked, now),
        step=journeys.step_of_coordinator(journey),
        answered=_refusal_words(asked) if asked and asked.state == GuideRequest.State.DECLINED else "",
        people=(person.pk, *(relative.pk for relative in person.relatives.all())),
    )


def _handover_badges(journey: Journey) -> list[Badge]:
    if journeys.lacks_handover(journey):
        return [Badge(_("Mangler overlevering"), "lamp")]
    if not journey.handed:
        return []
    name = {"name": journey.handed[0].to_name or _("Brobyggeren")}
    answer = journey.handed[0].answer
    if answer == Handover.Answer.TALK:
        return [Badge(_("%(name)s vil tale først") % name, "lamp")]
    taken = answer == Handover.Answer.TAKEN
    return [Badge(_("%(name)s er med") % name, "fjord") if taken else Badge(_("Venter på %(name)s") % name)]


def _journey_badges(journey: Journey, column: str, waited: int, asked: GuideRequest | None, now) -> list[Badge]:
    badges = _handover_badges(journey)
    if journey.referral and column == CLARIFYING:
        badges += _look_out(journey.referral, is_known=False)
    if asked and asked.state == GuideRequest.State.ASKED:
        badges.append(Badge(_asked_words(asked, now), "fjord"))
    elif column == WAITING:
        tone = "lamp" if waited >= LONG_WAIT_DAYS else "grey"
        badges.append(Badge(_waited_words(waited, has_met=journey.first_contact_at is not None), tone))
    relatives = list(journey.participant.relatives.all())
    if relatives:
        badges.append(Badge(_("%(relative)s med") % {"relative": words("relation", relatives[0].relation)}, ""))
    wishes = getattr(journey, "wishes", None)
    if wishes and wishes.interests and not relatives:
        badges.append(Badge(str(words("interest", wishes.interests[0])), ""))
    return badges


def _waited_words(days: int, has_met: bool) -> str:
    if days < 1 and has_met:
        return _("Venter igen fra i dag")
    if days < 1:
        return _("Ny i dag")
    return _("Ventet 1 dag") if days == 1 else _("Ventet %(n)d dage") % {"n": days}


def _refusal_words(request: GuideRequest) -> str:
    told = _("%(guide)s kunne ikke denne gang.") % {"guide": request.volunteer.first_name}
    return f"{told} {quoted(_short(request.note))}" if request.note else told


def _asked_words(asked: GuideRequest, now: datetime) -> str:
    days = (timezone.localdate(now) - timezone.localdate(asked.asked_at)).days
    when = (_("i dag"), _("i går"))[days] if days < 2 else _("for %(n)d dage siden") % {"n": days}
    return _("Spurgt %(guide)s %(when)s") % {"guide": asked.volunteer.first_name, "when": when}


def sites() -> QuerySet[Site]:
    """The places one can turn to, by name."""
    return Site.objects.order_by("place", "pk")
