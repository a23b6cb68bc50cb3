"""Nineteen more facilitators, members and groups, for pages that must not ask more often for them."""

from uuid import uuid4

from tests import courses, make
from tests.crowd import MORE
from tests.features import world, world_facilitators
from traedesten.gathering import actions as gathering
from traedesten.gathering.models import ProposedSeat
from traedesten.groups import actions as groups
from traedesten.groups.models import Facilitator


def interested(a, more: int = MORE, **fields) -> list:
    by, now = a.coordinator, world.NOW
    known = {"word": f"{a.word} frivillig", **fields}
    start = Facilitator.objects.count()
    return [world_facilitators.interested(by, now, phone=f"+455199{start + one:04}", **known) for one in range(more)]


def held_interest(a) -> None:
    interested(a, suspicions=["too_fast"])


def able_ones(a) -> list:
    """Nineteen more to be in a pair with. No page of the others asks for their accounts, so they have none."""
    rows, day = interested(a), world.NOW.date()
    for row in rows:
        groups.record_training(by=a.coordinator, facilitator=row, kind="basic", held_on=day, now=world.NOW)
    Facilitator.objects.filter(pk__in=[row.pk for row in rows]).update(standing="pair")
    return rows


def wished(a) -> None:
    rows, theirs = able_ones(a), {"facilitator": a.rows["facilitator"], "now": world.NOW}
    groups.wish_pairs(by=a.coordinator, likes=rows[:9], not_with=rows[9:], **theirs)
    for row in rows[:9]:
        groups.wish_pairs(
            by=a.coordinator, facilitator=row, likes=[a.rows["facilitator"]], not_with=[], now=world.NOW
        )


def one_wished(a) -> None:
    """A partner who is wished for on both sides, and one who is not."""
    (apart,), theirs = interested(a, 1), {"facilitator": a.rows["facilitator"], "now": world.NOW}
    Facilitator.objects.filter(pk=apart.pk).update(standing="pair")
    partner = a.rows["other_facilitator"]
    groups.wish_pairs(by=a.coordinator, likes=[partner], not_with=[apart], **theirs)
    mutual = {"likes": [a.rows["facilitator"]], "not_with": []}
    groups.wish_pairs(by=a.coordinator, facilitator=partner, now=world.NOW, **mutual)


def sparrings(a) -> None:
    for number in range(MORE):
        asked = {"facilitator": a.rows["facilitator"], "about": f"{a.word} {number}"}
        groups.ask_sparring(by=a.coordinator, now=world.NOW, **asked)


def members(a) -> None:
    """Each of them noted at the meeting, and away twice."""
    course = a.rows["course"]
    known = {"now": world.NOW, "by": a.coordinator}
    rows = [
        courses.a_member(course, f"{a.word} {number}", phone=f"+455199{number:04}", **known) for number in range(MORE)
    ]
    away = {"presences": {row.pk: "away" for row in rows}, "now": world.NOW}
    for session in course.sessions.filter(state="held"):
        groups.note_attendance(
            by=world_facilitators.as_facilitator(a.rows["facilitator"]), session=session, client_key=uuid4(), **away
        )


def groups_under_way(a) -> None:
    first_on = a.rows["course"].first_on
    for number in range(MORE):
        courses.a_group(
            a.rows["course"].programme,
            [a.rows["facilitator_account"]],
            now=world.NOW,
            first_on=first_on,
            name=f"{a.word} {number}",
        )


def meeting_places(a) -> None:
    for number in range(MORE):
        gathering.add_place(by=a.coordinator, name=f"{a.word} {number}", times=["mon-am"], now=world.NOW)


def proposed(a) -> None:
    """Nineteen more in the proposal, who wait on."""
    for number in range(MORE):
        known = {"first_name": f"{a.word} {number}", "phone": f"+455197{number:04}", "now": world.NOW}
        row = make.a_seeker(a.rows["neighbours_programme"], by=a.coordinator, **known)
        told = {"times": ["mon-am"], "outcome": "found_ready", "now": world.NOW}
        groups.hold_talk(by=a.coordinator, seeker=row, **told)
        ProposedSeat.objects.create(proposal=a.rows["group_proposal"], seeker=row)
