"""Putting a group together by hand: the plan, who holds it, and who is to sit in it."""

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain import cpr
from traedesten.domain.access import Actor, Deed, require, system
from traedesten.domain.composing import Code, Finding, NotYet
from traedesten.domain.courses import TAKEN, WERE_ASKED, Course, CourseMoveNotAllowed, Seat, SeatMove
from traedesten.domain.groups import Joining, Waiting
from traedesten.groups import letters
from traedesten.groups.actions.stepping_in import step_in
from traedesten.groups.models import GroupFacilitator, Member, Programme, Seeker, SelfHelpGroup
from traedesten.groups.queries import courses
from traedesten.people.models import Volunteer

WHEN_AND_WHERE = {"first_on", "starts", "minutes", "area", "venue", "address", "find_us"}
MOST_IN_A_PAIR = 2


class Shrunk(ValueError):
    """The group would have fewer seats than people; ``first_names`` are those who sit in it."""

    def __init__(self, first_names: list[str]):
        super().__init__("fewer seats than people")
        self.first_names = first_names


@transaction.atomic
def plan_group(
    *,
    by: Actor,
    programme: Programme,
    name: str,
    first_on: date,
    starts: time,
    now: datetime,
    facilitators: Iterable[Volunteer] = (),
    **fields,
) -> SelfHelpGroup:
    """A group to be put together. Sizes, length and journal are the programme's, unless ``fields`` says otherwise.

    It meets on the weekday of ``first_on``. Raises ``CprFound``.
    """
    require(by, Deed.COMPOSE_GROUP, site_id=programme.site_id)
    _refuse_cpr({"name": name, **fields})
    of_programme = ("journal", "joining", "smallest", "largest", "minutes", "weeks_between")
    known = {key: getattr(programme, key) for key in of_programme} | fields
    when = {"first_on": first_on, "starts": starts, "weekday": first_on.weekday()}
    group = SelfHelpGroup.objects.create(
        programme=programme, name=name, state_since=now, made_at=now, **when, **known
    )
    _keep_pair(group, facilitators, now)
    record(by=by, verb="group.planned", subject=group, at=now, programme=str(programme.pk))
    return group


@transaction.atomic
def change_group(
    *,
    by: Actor,
    group: SelfHelpGroup,
    now: datetime,
    expected_version: int | None = None,
    facilitators: Iterable[Volunteer] | None = None,
    **fields,
) -> SelfHelpGroup:
    """Change the plan until the group begins; those who are invited are told of another time or place.

    Who holds it can be changed while it runs, too. Raises ``Shrunk``, ``CprFound``, ``Stale``, and
    ``CourseMoveNotAllowed`` when there is no plan any more.
    """
    group = group.locked(expected_version)
    require(by, Deed.COMPOSE_GROUP, site_id=group.site_id)
    is_plan = group.state in (Course.PLANNED, Course.INVITING)
    if not (is_plan or (group.state == Course.RUNNING and not fields)):
        raise CourseMoveNotAllowed(group.state, "change")
    _refuse_cpr(fields)
    changed = group.rewrite(fields)
    group.weekday = group.first_on.weekday()
    _require_room(group)
    if facilitators is not None and _keep_pair(group, facilitators, now):
        changed.append("facilitators")
    group.version += 1
    group.save()
    if group.state == Course.INVITING and WHEN_AND_WHERE & set(changed):
        key = f"group_invitation_changed:{group.pk}:{group.version}"
        letters.to_members("group_invitation_changed", group, now=now, key=key, seats=WERE_ASKED)
    record(by=by, verb="group.changed", subject=group, at=now, fields=changed)
    return group


def _require_room(group: SelfHelpGroup) -> None:
    rows = list(group.members.filter(seat__in=TAKEN).select_related("seeker__key", "key"))
    if len(rows) > group.largest:
        raise Shrunk(sorted(row.seeker.first_name for row in rows))


def _refuse_cpr(fields: dict) -> None:
    if any(cpr.find(value) for value in fields.values() if isinstance(value, str)):
        raise cpr.CprFound


def _keep_pair(group: SelfHelpGroup, volunteers: Iterable[Volunteer], now: datetime) -> bool:
    """Let exactly these hold the group from now on; whether anything changed."""
    wanted = {row.pk: row for row in volunteers}
    if len(wanted) > MOST_IN_A_PAIR:
        raise ValueError("a group is held by two")
    there = {row.volunteer_id: row for row in courses.pair_of(group)}
    today, has_begun = timezone.localdate(now), group.state == Course.RUNNING
    for volunteer_id in there.keys() - wanted.keys():
        if has_begun:
            there[volunteer_id].until_on = today
            there[volunteer_id].save()
        else:
            there[volunteer_id].delete()
    for volunteer_id in sorted(wanted.keys() - there.keys()):
        since = max(today, group.first_on) if has_begun else group.first_on
        GroupFacilitator.objects.create(group=group, volunteer=wanted[volunteer_id], from_on=since)
    if not has_begun:
        group.facilitators.exclude(from_on=group.first_on).update(from_on=group.first_on)
    return there.keys() != wanted.keys()


# --- seats -------------------------------------------------------------------------------------------------------


@transaction.atomic
def give_seat(*, by: Actor, group: SelfHelpGroup, seeker: Seeker, now: datetime, is_next: bool = False) -> Member:
    """Choose somebody from the pool for the group, or put them on the list of those who step in (``is_next``).

    The same again changes nothing. ``NotYet`` when they are not ready, sit in another group, or it is full;
    ``CourseMoveNotAllowed`` when the group takes nobody, or they are asked already.
    """
    group = group.locked()
    require(by, Deed.COMPOSE_GROUP, site_id=group.site_id)
    seeker = seeker.locked()
    _require_open(group)
    row = group.members.select_related("seeker__key", "key").filter(seeker=seeker).first()
    seat = Seat.NEXT if is_next else Seat.CHOSEN
    if row is not None and row.seat == seat:
        return row
    _require_free(group, seeker, needs_room=not is_next and (row is None or row.seat not in TAKEN))
    place = (group.members.aggregate(last=Max("place"))["last"] or 0) + 1
    if row is None:
        row = Member.objects.create(
            group=group, seeker=seeker, key=seeker.key, seat=seat, seat_since=now, place=place
        )
    else:
        row.place, row.asked_at, row.answer_by, row.reminded_at = place, None, None, None
        row.move(SeatMove.PUT_NEXT if is_next else SeatMove.CHOOSE, now)
    record(by=by, verb="member.chosen", subject=row, at=now, person=seeker.pk, group=str(group.pk), next=is_next)
    return row


def _require_open(group: SelfHelpGroup) -> None:
    is_open = group.state == Course.RUNNING and group.joining == Joining.OPEN
    if group.state not in (Course.PLANNED, Course.INVITING) and not is_open:
        raise CourseMoveNotAllowed(group.state, "choose")


def _require_free(group: SelfHelpGroup, seeker: Seeker, *, needs_room: bool) -> None:
    about = frozenset({seeker.pk})
    is_ready = seeker.state == Waiting.READY and not seeker.held_for and seeker.erased_at is None
    found = []
    if not is_ready or seeker.programme_id != group.programme_id:
        found.append(Finding(Code.NOT_READY, about))
    if courses.in_another_group(seeker.pk, group):
        found.append(Finding(Code.ELSEWHERE, about))
    if needs_room and courses.taken(group) >= group.largest:
        found.append(Finding(Code.TOO_MANY, number=1))
    if found:
        raise NotYet(found)


@transaction.atomic
def let_go(*, by: Actor, member: Member, now: datetime) -> UUID:
    """Take somebody out of a group before it begins. They wait in the pool as before, since the same day.

    Who was never asked leaves no trace in the group; who was is told kindly, and the next on the list is invited.
    Gives back who it was.
    """
    require(by, Deed.COMPOSE_GROUP, site_id=member.site_id)
    group = member.group.locked()
    member = member.locked()
    if group.state not in (Course.PLANNED, Course.INVITING):
        raise CourseMoveNotAllowed(group.state, "let_go")
    was_asked = member.asked_at is not None or member.seat not in (Seat.CHOSEN, Seat.NEXT)
    if was_asked:
        member.question = ""
        member.move(SeatMove.LET_GO, now)
    record(by=by, verb="member.let_go", subject=member, at=now, person=member.seeker_id, group=str(group.pk))
    if not was_asked:
        member.delete()
        return member.seeker_id
    letters.to_member("group_called_off", member, now=now, key=f"group_called_off:{member.pk}:{member.version}")
    step_in(by=system(by.site_id), group=group, now=now)
    return member.seeker_id
