"""What a guide does next: composed from rows already fetched, without a query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.domain.journey import Move, Stage, Step
from traedesten.domain.slots import DAYS
from traedesten.ui.labels import inside, words
from traedesten.ui.templatetags.ui import clock, day, days

URGENCY = (
    "visit", "call", "request", "report", "first_call", "resume", "follow_up", "written", "agreement", "answer",
    "silence", "plan", "stone",
)  # fmt: skip
"""On the same day the earlier one comes first."""

WINDOW = timedelta(days=7)
LAST = (date.max, len(URGENCY), date.max)
"""Where a journey stands that nothing waits for; see ``NextStep.key``."""
REPORT_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class NextStep:
    """One thing to do. ``finding`` is the same said in half a sentence; ``action`` the button, if any.

    ``caller`` is the relative to call, when it is not the person themself.
    """

    kind: str
    on: date
    title: str
    when: str
    finding: str
    journey: object = None
    caller: object = None
    place: str = ""
    remember: str = ""
    action: str = ""
    url: str = ""
    at: datetime | None = None

    def key(self, today: date) -> tuple:
        """Soonest first; what is overdue counts as today."""
        return (max(self.on, today), URGENCY.index(self.kind), self.on)

    @property
    def is_silence(self) -> bool:
        return self.kind == "silence"


@dataclass(frozen=True)
class Clock:
    """When and where the day is put together."""

    now: datetime
    site: object

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def url(self, name: str, journey, *ids) -> str:
        return reverse(f"journeys:{name}", args=[self.site.slug, journey.pk, *ids])


def greeting(now: datetime) -> str:
    hour = timezone.localtime(now).hour
    return _("Godmorgen") if 4 <= hour < 10 else _("Goddag") if 10 <= hour < 18 else _("Godaften")


def first_of(steps: list[NextStep], today: date) -> NextStep | None:
    """The most urgent within a week. A question about somebody new never hides today and tomorrow."""
    near = [step for step in steps if step.on <= today + WINDOW]
    at_hand = [step for step in near if step.journey and step.on <= today + timedelta(days=1)]
    near = at_hand or near
    return min(near, key=lambda step: step.key(today), default=None)


def finding(steps: list[NextStep], today: date) -> str:
    """One sentence about the day: the two most urgent things, about different people."""
    said, people = [], set()
    for step in sorted(steps, key=lambda step: step.key(today)):
        who = step.journey.pk if step.journey else step.kind
        if step.on <= today + WINDOW and step.finding and who not in people:
            said.append(step.finding)
            people.add(who)
    if not said:
        return _("Der er ikke noget, der haster.")
    first = said[0][:1].upper() + said[0][1:]
    both = _("%(one)s, og %(two)s") % {"one": first, "two": said[1]} if len(said) > 1 else first
    return f"{both}."


def steps_of(journey, clock: Clock) -> list[NextStep]:
    """Everything that waits on one journey, the most urgent first."""
    found = [*_calls(journey, clock), *_visits(journey, clock), *_paused(journey, clock)]
    if journey.stage != Stage.PAUSED:
        found += [*_looking_back(journey, clock), *_agreeing(journey, clock), *_way_on(journey, clock)]
    return sorted(found, key=lambda step: step.key(clock.today))


def step_of_request(request, clock: Clock) -> NextStep:
    """A question to the guide. The name comes with the yes."""
    person = request.journey.participant
    age = person.age(clock.today)
    about = [_("%(age)s år") % {"age": age} if age else "", person.area.name if person.area else ""]
    return NextStep(
        "request",
        timezone.localdate(request.asked_at),
        _("Har du plads til én mere?"),
        _("Koordinatoren spørger dig"),
        _("nogen håber, du har plads til én mere"),
        place=", ".join(filter(None, about)),
        action=_("Se mere og svar"),
        url=reverse("matching:answer_request", args=[clock.site.slug, request.pk]),
    )


def caller(journey, step: NextStep | None = None):
    """Whom to call: the one who asked; else the person, or the relative when only they have a number."""
    if step and step.caller:
        return step.caller
    known = [journey.participant, *journey.participant.known_relatives]
    return next((person for person in known if person.phone), None)


def clock_words(at: datetime) -> str:
    return _("kl. %(time)s") % {"time": clock(at)}


def when_words(at: datetime, today: date) -> str:
    """ "I morgen, onsdag kl. 16.30"."""
    named = day(at, today)
    near = abs((timezone.localdate(at) - today).days) <= 1
    text = f"{named}, {inside('slot_day', DAYS[timezone.localtime(at).weekday()])}" if near else named
    return f"{text[:1].upper()}{text[1:]} {clock_words(at)}"


def _name(journey) -> dict:
    return {"name": journey.participant.first_name}


def _calls(journey, clock: Clock) -> Iterator[NextStep]:
    name, hint = _name(journey), journey.participant.calling_hint
    for relative in journey.participant.known_relatives:
        if relative.wants_call_since:
            yield _asked(journey, relative.first_name, relative.wants_call_since, clock, caller=relative)
    if journey.wants_call_since:
        yield _asked(journey, name["name"], journey.wants_call_since, clock, remember=hint)
    elif journey.first_contact_at is None and journey.stage == Stage.MEETING:
        title = _("Ring til %(name)s for første gang") % name
        said = _("%(name)s venter på dit første opkald") % name
        on = timezone.localdate(journey.guided_since)
        yield NextStep("first_call", on, title, _("Et nyt forløb"), said, journey, remember=hint)
    elif journey.stage in (Stage.MEETING, Stage.WALKING):
        quiet = journey.silent_days(clock.today)
        if quiet >= clock.site.silence_days:
            title = _("Ring til %(name)s") % name
            when = _("I har ikke talt sammen i %(days)s") % {"days": days(quiet)}
            said = _("%(name)s vil nok blive glad for et opkald") % name
            on = clock.today + timedelta(days=2)
            yield NextStep("silence", on, title, when, said, journey, remember=hint)


def _asked(journey, name: str, at: datetime, clock: Clock, **more) -> NextStep:
    on = timezone.localdate(at)
    title = _("%(name)s vil gerne ringes op") % {"name": name or _("En pårørende")}
    since = _("Har ønsket det siden %(day)s") % {"day": day(on, clock.today)}
    when = _("Bad om det i dag") if on == clock.today else since
    return NextStep("call", on, title, when, title, journey, at=at, **more)


def _visits(journey, clock: Clock) -> Iterator[NextStep]:
    for stone in journey.introductions.all():
        for visit in stone.planned:
            has_been = visit.starts_at + REPORT_AFTER < clock.now
            yield _been(journey, stone, visit, clock) if has_been else _coming(journey, stone, visit, clock)


def _coming(journey, stone, visit, clock: Clock) -> NextStep:
    who = stone.relative or journey.participant
    both = {"name": who.first_name, "offer": stone.offer.name, "day": day(visit.starts_at, clock.today)}
    title, said = _company(visit)
    return NextStep(
        "visit",
        timezone.localdate(visit.starts_at),
        title % both,
        when_words(visit.starts_at, clock.today),
        said % both,
        journey,
        place=visit.meet_at or stone.offer.place,
        remember=visit.remember,
        at=visit.starts_at,
    )


def _company(visit) -> tuple[str, str]:
    """The title and the finding, by who goes along."""
    if visit.with_guide and visit.coordinator_goes:
        return _("Koordinatoren følges med %(name)s til %(offer)s"), _("%(day)s følges koordinatoren med %(name)s")
    if visit.with_guide:
        return _("Følges med %(name)s til %(offer)s"), _("%(day)s følges du med %(name)s")
    return _("%(name)s går selv til %(offer)s"), _("%(day)s går %(name)s selv afsted")


def _been(journey, stone, visit, clock: Clock) -> NextStep:
    who = stone.relative or journey.participant
    both = {"name": who.first_name, "offer": stone.offer.name}
    return NextStep(
        "report",
        timezone.localdate(visit.starts_at),
        _("Hvordan gik det med %(name)s hos %(offer)s?") % both,
        when_words(visit.starts_at, clock.today),
        _("vi vil gerne høre, hvordan det gik med %(name)s") % both,
        journey,
        action=_("Fortæl"),
        url=f"{clock.url('report_visit', journey, stone.pk)}?besoeg={visit.pk}",
    )


def _paused(journey, clock: Clock) -> Iterator[NextStep]:
    if journey.stage == Stage.PAUSED and journey.resume_on and journey.resume_on <= clock.today:
        title = _("Hør, om %(name)s vil i gang igen") % _name(journey)
        said = _("%(name)s har haft pause længe nok til, at du kan spørge igen") % _name(journey)
        yield NextStep("resume", journey.resume_on, title, _("Pausen er gået"), said, journey)


def _looking_back(journey, clock: Clock) -> Iterator[NextStep]:
    name = _name(journey)
    for follow_up in journey.planned_follow_ups:
        yield NextStep(
            "follow_up",
            follow_up.due_on,
            _("Hør, hvordan det går med %(name)s") % name,
            f"{words('follow_up', follow_up.name)}, {day(follow_up.due_on, clock.today)}",
            _("det er tid til at høre, hvordan det går med %(name)s") % name,
            journey,
            action=_("Skriv svaret"),
            url=clock.url("answer_follow_up", journey, follow_up.pk),
        )


def _agreeing(journey, clock: Clock) -> Iterator[NextStep]:
    if journey.stage != Stage.MEETING or journey.first_contact_at is None:
        return
    name, on = _name(journey), clock.today + timedelta(days=2)
    if journey.awaits_answer:
        title = _("%(name)s har fået jeres aftale") % name
        said = _("%(name)s har jeres aftale liggende") % name
        url = clock.url("answer_agreement", journey)
        yield NextStep(
            "answer", on, title, _("Der er ikke svaret endnu"), said, journey, action=_("Svar nu"), url=url
        )
    else:
        title = _("Lav en aftale med %(name)s") % name
        said = _("%(name)s og du mangler en aftale") % name
        url = clock.url("propose_agreement", journey)
        when = _("Så ved I begge, hvad I kan regne med")
        yield NextStep("agreement", on, title, when, said, journey, action=_("Lav aftalen"), url=url)


def _way_on(journey, clock: Clock) -> Iterator[NextStep]:
    """What was written as the next step; else what the path lacks."""
    name = _name(journey)
    if journey.next_step or journey.next_on:
        on = journey.next_on or clock.today + timedelta(days=3)
        title = journey.next_step or _("Næste skridt med %(name)s") % name
        when = day(journey.next_on, clock.today) if journey.next_on else _("Når det passer jer")
        said = _("%(name)s og du har aftalt noget") % name
        yield NextStep("written", on, title, when[:1].upper() + when[1:], said, journey)
    if journey.stage != Stage.WALKING:
        return
    later = clock.today + WINDOW + timedelta(days=1)
    own = [stone for stone in journey.introductions.all() if stone.relative_id is None]
    open_stones = [stone for stone in own if Step.AGREE_VISIT in stone.steps]
    if not open_stones and not journey.has_settled:
        title, url = _("Find et sted sammen med %(name)s") % name, clock.url("lay_stone", journey)
        yield NextStep("stone", later, title, _("Når I har talt om ønskerne"), "", journey, url=url)
    elif open_stones and not any(stone.planned for stone in own):
        url = clock.url("plan_visit", journey, open_stones[-1].pk)
        title = _("Aftal et besøg hos %(offer)s") % {"offer": open_stones[-1].offer.name}
        yield NextStep("plan", later, title, _("Når I har talt sammen"), "", journey, url=url)
    elif journey.has_settled and Move.STEP_BACK in journey.moves:
        title = _("%(name)s er faldet til. Er det tid til at slippe?") % name
        yield NextStep("plan", later, title, _("Tal om det, næste gang I ses"), "", journey)
