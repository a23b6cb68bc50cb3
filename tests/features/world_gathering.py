"""What a world has of proposed groups: a place, a proposal with a group and one who waits, and one at work."""

from datetime import datetime, time, timedelta

from tests import make
from traedesten.gathering import actions, queries
from traedesten.gathering.models import GroupProposal
from traedesten.groups import actions as groups
from traedesten.groups.models import Seeker
from traedesten.tenancy.queries import areas


def propose(world, now: datetime) -> None:
    """At the weekend, when nobody else meets: two groups, of which one is made. In the other one is set to wait, and
    one has withdrawn.
    """
    by, rows, word = world.coordinator, world.rows, world.word
    for name in ("facilitator", "other_facilitator"):
        can = {"times": ["sun-am", "sat-am"], "groups_at_once": 9}
        rows[name] = groups.keep_availability(by=by, facilitator=rows[name], now=now, **can)
    where = {"name": word, "address": word, "find_us": word, "area": areas().first()}
    rows["meeting_place"] = actions.add_place(by=by, now=now, times=["sun-am", "sat-am"], **where)
    programme = groups.write_programme(by=by, now=now, slug="naboer", name=f"{word} naboer", about=word)
    rows["neighbours_programme"] = programme
    waiting = [_ready(world, number, "sun-am" if number < 8 else "sat-am", now) for number in range(13)]
    rows["group_proposal"] = actions.ask_for_groups(by=by, programmes=[programme], now=now)
    made = rows["group_proposal"].groups.get(slot="sat-am")
    sits = list(made.seats.values_list("seeker_id", flat=True))
    when = {"first_on": queries.first_day("sat-am", now.date()), "starts": time(10)}
    actions.make_group(by=by, group=made, shown=sits, name=f"{word} lavet", now=now, **when)
    rows["proposed_group"] = rows["group_proposal"].groups.get(state="proposed")
    seats = {row.seeker_id: row for row in rows["group_proposal"].seats.all()}
    actions.move_seat(by=by, seat=seats[waiting[0].pk], to=None, now=now, reason="not_now")
    groups.withdraw_sign_up(by=by, seeker=waiting[1], now=now)
    rows["proposed_seat"] = seats[waiting[2].pk]
    rows["proposal_at_work"] = GroupProposal.objects.create(programmes=[rows["kept_programme"].pk], asked_at=now)


def _ready(world, number: int, slot: str, now: datetime) -> Seeker:
    by, programme = world.coordinator, world.rows["neighbours_programme"]
    known = {"first_name": world.word, "phone": f"+45517721{number:02}", "born_year": now.year - 60}
    row = make.a_seeker(programme, by=by, now=now - timedelta(days=9), area=areas().first(), **known)
    groups.hold_talk(by=by, seeker=row, outcome="found_ready", now=now, times=[slot], languages=["da"])
    return row


def ids(world) -> dict:
    """What addresses of this room name."""
    rows = world.rows
    return {
        "proposal_id": rows["group_proposal"].pk,
        "proposed_id": rows["proposed_group"].pk,
        "seat_id": rows["proposed_seat"].pk,
        "place_id": rows["meeting_place"].pk,
    }
