"""The ways a life can go once there is a guide. Each yields when it waits; see ``telling``."""

from datetime import timedelta

from traedesten.demo import words
from traedesten.demo.arriving import ask, relative_of, waiting, wish
from traedesten.demo.telling import Life, Waits
from traedesten.domain.access import Role
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.journey import Judgement, Outcome
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import Agreement, Contact, Introduction


def meet(life: Life) -> Waits:
    """The first call, and the first meeting with what the person wishes."""
    yield from life.after(2, life.any("16:10", "17:05", "10:30"))
    life.log(Contact.Kind.PHONE, life.any(*words.CALLS), next_step="Første møde", days=4)
    yield from life.after(4, life.any("10:00", "13:30", "15:00"))
    version = 1 if life.person.more.get("times") else 0
    wish(life, life.by_guide, version)
    life.log(
        Contact.Kind.MET, life.any(*words.FIRST_MEETINGS), next_step="Lav en aftale om, hvor længe I følges", days=5
    )
    relative = relative_of(life)
    if relative:
        life.agree_to(Purpose.RELATIVE, about_id=relative.pk)
        journeys.edit_relative(
            by=life.by_guide, journey=life.journey.locked(), relative=relative, now=life.now,
            carries=life.any(*words.CARRIES), wishes=life.any(*words.RELATIVE_WISHES), wants_relief=True,
        )  # fmt: skip


def agree(life: Life) -> Waits:
    yield from life.after(4, "11:15")
    agreement = journeys.propose_agreement(
        by=life.by_guide, journey=life.journey, planned_visits=life.told.site.planned_visits,
        how_often=life.any("weekly", "weekly", "fortnightly"), ends_on=(life.now + timedelta(weeks=16)).date(),
        now=life.now,
    )  # fmt: skip
    journeys.answer_agreement(
        by=life.by_guide, journey=life.journey, agreement=agreement, accepts=True, how=Agreement.How.READ_ALOUD,
        now=life.now,
    )  # fmt: skip
    journeys.send_person_link(by=life.by_guide, journey=life.journey, now=life.now)


def tell(life: Life, stone: Introduction, *, is_answered: bool = True) -> Waits:
    """With the person's yes, the contact person hears who is coming, and mostly answers the day after."""
    life.agree_to(Purpose.SHARE_WITH_OFFER, about_id=stone.offer_id)
    journeys.tell_offer(by=life.by_guide, introduction=stone, now=life.now)
    yield from life.after(1, "12:10")
    if is_answered:
        journeys.answer_offer(by=life.by_link(Role.OFFER_CONTACT, stone.pk), introduction=stone, now=life.now)


def visit(life: Life, stone: Introduction, *, felt: int, note: str, together: bool = True, **about) -> Waits:
    """Agreed, remembered the day before, and told about afterwards."""
    starts_at = life.next_time(life.told.offers[stone.offer.name], days=2)
    planned = life.plan(stone, starts_at, together=together, **about)
    yield from life.until((starts_at - timedelta(days=1)).replace(hour=16, minute=5))
    life.remind(planned)
    yield from life.until(starts_at + timedelta(hours=2))
    life.report(stone, felt=felt, note=note, together=together, visit=planned)


def go_along(life: Life, offer: str, visits: int = 3) -> Waits:
    stone = life.lay(offer)
    yield from tell(life, stone)
    notes = life.chance.sample(words.LATER_VISITS, len(words.LATER_VISITS))
    for number in range(visits):
        note = notes[number] if number else life.any(*words.FIRST_VISITS)
        yield from visit(life, stone, felt=min(5, 2 + number + life.any(0, 1)), note=note)
        if life.chance.random() < 0.5:
            yield from life.after(2, "16:45")
            life.log(Contact.Kind.PHONE, life.any(*words.CALLS), next_step=life.any(*words.NEXT_STEPS), days=5)
    for note in life.chance.sample(words.ALONE_VISITS, 2):
        yield from visit(life, stone, felt=life.any(4, 5), note=note, together=False)
    yield from life.after(2, "16:20")
    life.log(Contact.Kind.PHONE, "Det er blevet en vane nu.", next_step="Tal om, hvordan jeg slipper", days=7)
    if stone.offer.kind == "lasting" or life.person.more.get("outcome") == "own_way" or life.chance.random() < 0.7:
        journeys.settle(by=life.by_guide, introduction=stone, now=life.now)


def give_relief(life: Life, offer: str) -> Waits:
    """A stone for the relative, who goes there alone."""
    relative = relative_of(life)
    stone = life.lay(offer, why="Det er din tur nu.", relative=relative)
    journeys.send_relative_link(by=life.by_guide, journey=life.journey, relative=relative, now=life.now)
    starts_at = life.next_time(life.told.offers[offer], days=3)
    planned = life.plan(stone, starts_at, together=False)
    yield from life.until(starts_at + timedelta(hours=3))
    life.report(stone, felt=4, note="Fik sovet og snakket. Ville gerne igen.", together=False, visit=planned)


def leave_one(life: Life, offer: str) -> Waits:
    """A try that did not fit. What overwhelmed is remembered."""
    stone = life.lay(offer)
    yield from life.after(1, "10:50")
    yield from visit(life, stone, felt=2, note="Gik efter en halv time. Det er i orden.")
    yield from life.after(2, "13:00")
    journeys.leave_stone(
        by=life.by_guide, introduction=stone, overwhelmed=list(life.any(*words.OVERWHELMED)),
        words=life.any(*words.LEFT), now=life.now,
    )  # fmt: skip


def look_back(life: Life) -> Waits:
    """The next planned follow-up, when it is due. Without one nothing happens."""
    due = life.journey.follow_ups.filter(state="planned").order_by("due_on").first()
    if due:
        yield from life.until(life.clock.ago((life.clock.present.date() - due.due_on).days, "10:30"))
        sometimes = life.chance.random() < 0.25
        standing = "sometimes" if sometimes else "community"
        journeys.answer_follow_up(
            by=life.by_guide,
            follow_up=due,
            standing=standing,
            note=life.any(*words.STANDINGS[standing]),
            now=life.now,
        )


def walk(life: Life) -> Waits:
    """The whole way, as far as the present lets it come."""
    person = life.person
    yield from waiting(life)
    yield from life.after(life.chance.randint(2, 5), "09:30")
    yield from ask(life, person.guide)
    yield from meet(life)
    yield from agree(life)
    yield from life.after(3, "15:40")
    if "left_first" in person.more:
        yield from leave_one(life, person.more["left_first"])
        yield from life.after(3, "14:10")
    for offer in person.offers:
        yield from go_along(life, offer, person.more.get("visits", 3))
    if "relief" in person.more:
        yield from give_relief(life, person.more["relief"])
    yield from let_go(life)


def let_go(life: Life) -> Waits:
    more = life.person.more
    yield from life.after(3, "11:30")
    if more.get("follow_up_soon"):
        yield from life.until(life.clock.ago(8, "11:30"))
    journeys.step_back(by=life.by_guide, journey=life.journey, now=life.now)
    yield from look_back(life)
    yield from look_back(life)
    yield from life.after(6, "12:40")
    journeys.end_journey(
        by=life.by_guide, journey=life.journey, outcome=more.get("outcome", Outcome.COMMUNITY), now=life.now
    )
    if "again" in more:
        yield from life.until(life.clock.ago(more["again"], "11:05", workday=True))
        life.send_card(
            note="Var hos jer sidste år. Vil gerne i gang igen efter en brækket hofte.", age=life.person.age
        )


def getting_to_know(life: Life) -> Waits:
    yield from waiting(life)
    yield from life.after(1, "09:30")
    yield from ask(life, life.person.guide)
    yield from meet(life)


def first_visit_ahead(life: Life) -> Waits:
    """They have found a place and agreed on a day, whatever day it is now."""
    yield from getting_to_know(life)
    yield from agree(life)
    yield from life.until(life.clock.ago(1, "15:20"))
    stone = life.lay(life.person.offers[0])
    life.plan(stone, life.next_time(stone.offer, days=2), meet_at="Ved indgangen, et kvarter før")


def gone_quiet(life: Life) -> Waits:
    """It began well, and then nobody has talked for a while."""
    more = life.person.more
    yield from waiting(life)
    yield from life.until(life.clock.ago(more["met"], "09:00"))
    yield from ask(life, life.person.guide)
    yield from life.after(2, "16:30")
    yield from _first_meeting_before(life, more["last"])
    offer = life.person.offers[0]
    life.lay(offer)
    life.log(Contact.Kind.PHONE, "Lidt træt i dag. Vi ser på det igen, når vi næste gang taler.",
             next_step=more["next"])  # fmt: skip


def _first_meeting_before(life: Life, last: int) -> Waits:
    life.log(Contact.Kind.PHONE, life.any(*words.CALLS), next_step="Første møde")
    yield from life.after(1, "13:30")
    wish(life, life.by_guide)
    life.log(Contact.Kind.MET, life.any(*words.FIRST_MEETINGS))
    yield from agree(life)
    yield from life.until(life.clock.ago(last, "15:30"))


def third_time_soon(life: Life) -> Waits:
    """Twice in the group together, the third time is planned."""
    yield from waiting(life)
    yield from life.until(life.clock.ago(49, "09:30"))
    yield from ask(life, life.person.guide)
    yield from meet(life)
    yield from agree(life)
    weekday = life.told.offers[life.person.offers[0]].times.get().weekday
    days_to_third = (weekday - life.clock.present.weekday() - 1) % 7 + 1
    yield from life.until(life.clock.ago(18 - days_to_third, "15:00"))
    stone = life.lay(life.person.offers[0], why="De er få, de er de samme hver gang, og de kender det selv.")
    yield from tell(life, stone)
    yield from visit(life, stone, felt=3, note="Sagde næsten ikke noget. Blev hele tiden.")
    yield from visit(life, stone, felt=4, note="Fortalte om angsten. To andre nikkede.")
    life.log(Contact.Kind.MESSAGE, "Skrev, at hun glæder sig lidt.", next_step="Selvhjælpsgruppen, tredje gang")
    yield from visit(life, stone, felt=4, note="Tredje gang.")


def set_back(life: Life) -> Waits:
    """She had found her place, and then it became hard again."""
    yield from waiting(life)
    yield from life.after(4, "09:30")
    yield from ask(life, life.person.guide)
    yield from meet(life)
    yield from agree(life)
    yield from life.after(3, "14:20")
    yield from go_along(life, life.person.offers[0])
    yield from life.after(4, "11:30")
    journeys.step_back(by=life.by_guide, journey=life.journey, now=life.now)
    yield from look_back(life)
    yield from life.until(life.clock.ago(9, "10:40"))
    journeys.set_back(by=life.by_guide, journey=life.journey, now=life.now)
    life.log(Contact.Kind.PHONE, "Faldt på cyklen og tør ikke tage bussen. Vi følges igen.",
             next_step="Tag bussen sammen", days=10)  # fmt: skip


def paused(life: Life) -> Waits:
    yield from waiting(life)
    yield from life.after(4, "09:30")
    yield from ask(life, life.person.guide)
    yield from meet(life)
    yield from agree(life)
    yield from life.after(2, "13:00")
    stone = life.lay(life.person.offers[0])
    yield from visit(life, stone, felt=4, note="Gik den korte tur. Kender en af de andre fra arbejdet.")
    yield from life.until(life.clock.ago(30, "10:20"))
    life.log(Contact.Kind.PHONE, "Skal opereres. Vi holder pause og ringer bagefter.")
    resume_on = (life.clock.present + timedelta(days=19)).date()
    journeys.pause(by=life.by_guide, journey=life.journey, resume_on=resume_on, now=life.now)


def new_guide(life: Life) -> Waits:
    """The first guide went away for a time; another takes over without a new card."""
    yield from waiting(life)
    yield from life.after(3, "09:30")
    yield from ask(life, life.person.more["first_guide"])
    yield from meet(life)
    yield from agree(life)
    yield from life.until(life.clock.ago(40, "10:00"))
    journeys.release_guide(by=life.by_guide, journey=life.journey, reason="guide_away", now=life.now)
    life.guide = None
    yield from life.after(2, "09:10")
    yield from ask(life, life.person.guide)
    yield from life.after(2, "17:10")
    life.log(Contact.Kind.PHONE, "Vi ringede op sammen, Mie og jeg. Det var en god måde at skifte på.",
             next_step="Aftal, hvor I mødes", days=4)  # fmt: skip
    yield from agree(life)
    yield from go_along(life, life.person.offers[0])


def handed_over(life: Life) -> Waits:
    yield from waiting(life, Judgement.PROFESSIONAL)
    yield from life.after(2, "10:00")
    handover = journeys.hand_over(
        by=life.by_coordinator, journey=life.journey, channel=Channel.PHONE, guide_goes_on=False, now=life.now,
        summary="Dennis vil gerne have hjælp til at holde op med at drikke. Han har selv bedt om, at vi ringer til "
        "jer, og han vil gerne ringes op om formiddagen.",
    )  # fmt: skip
    yield from life.after(1, "13:20")
    journeys.answer_handover(
        by=life.by_link(Role.BRIDGE_BUILDER, handover.pk), handover=handover, answer="taken",
        note="Jeg har talt med Dennis. Vi ses i næste uge.", now=life.now,
    )  # fmt: skip
    yield from life.after(1, "08:40")
    journeys.see_answer(by=life.by_coordinator, handover=handover, now=life.now)


def both(life: Life) -> Waits:
    """Professional help and a guide beside it."""
    yield from waiting(life, Judgement.BOTH)
    yield from life.after(2, "09:30")
    yield from ask(life, life.person.guide)
    yield from meet(life)
    yield from agree(life)
    yield from life.until(life.clock.ago(3, "11:10"))
    journeys.hand_over(
        by=life.by_coordinator, journey=life.journey, channel=Channel.MEETING, guide_goes_on=True, now=life.now,
        summary=f"{life.person.name} venter på behandling og har brug for en fast kontakt imens. Guiden går med ud i "
        "naturen hver uge og bliver ved med det.",
    )  # fmt: skip
    life.log(Contact.Kind.MET, "Gik langs åen. Hunden var med.", next_step="Gå en tur igen", days=6)


def stopped(life: Life) -> Waits:
    yield from waiting(life)
    yield from life.after(3, "09:30")
    yield from ask(life, life.person.guide)
    yield from meet(life)
    yield from life.after(10, "11:00")
    outcome = life.person.more.get("outcome", Outcome.STOPPED)
    journeys.end_journey(by=life.by_guide, journey=life.journey, outcome=outcome, now=life.now)
