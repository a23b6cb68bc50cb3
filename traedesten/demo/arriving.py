"""How a story begins: the card, the call, the judgement, the guide. Each yields when it waits; see ``telling``."""

from datetime import timedelta

from traedesten.demo.telling import Life, Waits
from traedesten.domain.access import Actor, Role
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.journey import Judgement
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import Relative
from traedesten.matching import actions as matching
from traedesten.people.models import Volunteer
from traedesten.referrals import actions as referrals


def fresh(life: Life) -> Waits:
    yield
    life.send_card()


def held(life: Life) -> Waits:
    yield
    life.send_card(suspicions=["too_fast"])


def discarded(life: Life) -> Waits:
    yield from held(life)
    yield from life.after(1, "09:10")
    referrals.discard_referral(by=life.by_coordinator, referral=life.referral, now=life.now)


def no_answer_yet(life: Life) -> Waits:
    yield
    life.send_card(best_time="Efter kl. 17")
    for days, at in ((1, "10:05"), (1, "14:40")):
        yield from life.after(days, at)
        _call(life, answered=False, try_again_on=(life.clock.present + timedelta(days=1)).date())


def _call(life: Life, *, answered: bool, **rest) -> None:
    referrals.record_call(by=life.by_coordinator, referral=life.referral, answered=answered, now=life.now, **rest)


def asked_more(life: Life) -> Waits:
    yield
    life.send_card()
    yield from life.after(1, "09:25")
    referrals.ask_more(
        by=life.by_coordinator, referral=life.referral, question=life.person.more["question"], now=life.now
    )


def declined(life: Life) -> Waits:
    yield
    life.send_card()
    why = life.person.more["why"]
    for _try in range(3 if why == "no_answer" else 1):
        yield from life.after(2, "10:45")
        _call(life, answered=why != "no_answer")
    yield from life.after(1, "11:20")
    referrals.decline_referral(
        by=life.by_coordinator,
        referral=life.referral,
        reason=why,
        may_tell_reason=why != "wants_no_contact",
        now=life.now,
    )


def being_assessed(life: Life) -> Waits:
    yield
    life.send_card()
    yield from life.after(0.6, "09:40")
    _call(life, answered=True, note="Vil gerne, men ved ikke, hvor meget der kan klares lige nu.")
    life.journey = journeys.open_journey(by=life.by_coordinator, referral=life.referral, now=life.now)


def waiting(life: Life, judgement: str = Judgement.VOLUNTEER) -> Waits:
    """The card, the call, and the judgement that a volunteer can build this bridge."""
    yield
    life.send_card()
    yield from life.after(1, life.any("09:20", "10:10", "13:15"))
    _call(
        life, answered=True, note=life.any("Glad for opkaldet.", "Vil gerne i gang.", "Lidt i tvivl, men siger ja.")
    )
    _open(life)
    yield from life.after(0, "14:30")
    reasons = life.person.more.get("reasons") or ["wants_community", life.any("needs_company", "settled_loneliness")]
    journeys.assess(by=life.by_coordinator, journey=life.journey, judgement=judgement, reasons=reasons, now=life.now)
    if life.person.more.get("times"):
        wish(life, life.by_coordinator)


def _open(life: Life) -> None:
    life.journey = journeys.open_journey(by=life.by_coordinator, referral=life.referral, now=life.now)
    if life.person.relative:
        life.agree_to(Purpose.CONTACT, Channel.PHONE)
        journeys.edit_participant(by=life.by_coordinator, journey=life.journey, now=life.now, phone=life.phone)
        journeys.edit_relative(
            by=life.by_coordinator, journey=life.journey, relative=relative_of(life), now=life.now,
            relation=life.person.relative[1],
        )  # fmt: skip


def relative_of(life: Life) -> Relative | None:
    return Relative.objects.filter(participant=life.journey.participant_id).first()


def wish(life: Life, by, version: int = 0) -> None:
    more = life.person.more
    journeys.write_wishes(
        by=by,
        journey=life.journey,
        now=life.now,
        expected_version=version,
        own_words=life.person.words,
        interests=list(life.person.interests),
        group_size=more.get("size", "small"),
        times=more.get("times", ["tue-pm", "wed-pm"]),
        transport=[life.any("walk", "bike", "bus")],
        reach_km=life.any(5, 8, 15),
        languages=["da"],
    )


def not_now(life: Life) -> Waits:
    yield from being_assessed(life)
    yield from life.after(1, "11:00")
    journeys.assess(
        by=life.by_coordinator, journey=life.journey, judgement=Judgement.NOT_NOW, reasons=["not_ready"],
        resume_on=(life.now + timedelta(days=70)).date(), note=life.person.words, now=life.now,
    )  # fmt: skip


def ask(life: Life, name: str) -> Waits:
    if "said_no" in life.person.more:
        yield from _ask_in_vain(life, life.told.guides[life.person.more["said_no"]])
    guide = life.told.guides[name]
    request = matching.ask_guide(
        by=life.by_coordinator, journey=life.journey, volunteer=guide, score=life.chance.randint(58, 88), now=life.now
    )
    yield from life.after(1, "17:40")
    life.guide = guide
    life.journey = matching.accept_request(by=life.by_guide, request=request, now=life.now)


def _ask_in_vain(life: Life, guide: Volunteer) -> Waits:
    """Another guide was asked first, and has no time just now."""
    request = matching.ask_guide(
        by=life.by_coordinator, journey=life.journey, volunteer=guide, score=life.chance.randint(58, 88), now=life.now
    )
    yield from life.after(1, "08:20")
    by = Actor(site_id=life.told.site.pk, roles=frozenset({Role.GUIDE}), user_id=guide.user_id)
    matching.decline_request(by=by, request=request, now=life.now)


def guide_asked(life: Life) -> Waits:
    yield from waiting(life)
    yield from life.until(life.clock.ago(1, "09:05"))
    guide = life.told.guides[life.person.guide]
    matching.ask_guide(by=life.by_coordinator, journey=life.journey, volunteer=guide, score=74, now=life.now)
