"""What a world has of proposed groups: a place, a proposal with a group and one who waits, and one at work."""

from datetime import datetime, timedelta

from tests import make
from traedesten.gathering import actions
from traedesten.gathering.models import GroupProposal
from traedesten.groups import actions as groups
from traedesten.tenancy.queries import areas


def propose(world, now: datetime) -> None:
    """On Sunday mornings, when nobody else meets; one of seven is set to wait, and the group is locked."""
    by, rows, word = world.coordinator, world.rows, world.word
    for name in ("facilitator", "other_facilitator"):
        can = {"times": ["sun-am"], "groups_at_once": 9}
        rows[name] = groups.keep_availability(by=by, facilitator=rows[name], now=now, **can)
    where = {"name": word, "address": word, "find_us": word, "area": areas().first()}
    rows["meeting_place"] = actions.add_place(by=by, now=now, times=["sun-am"], **where)
    programme = groups.write_programme(by=by, now=now, slug="naboer", name=f"{word} naboer", about=word)
    rows["neighbours_programme"] = programme
    for number in range(7):
        known = {"first_name": word, "phone": f"+455177206{number}", "born_year": now.year - 60}
        row = make.a_seeker(programme, by=by, now=now - timedelta(days=9), area=areas().first(), **known)
        groups.hold_talk(by=by, seeker=row, outcome="found_ready", now=now, times=["sun-am"], languages=["da"])
    rows["group_proposal"] = actions.ask_for_groups(by=by, programmes=[programme], now=now)
    rows["proposed_group"] = rows["group_proposal"].groups.get()
    waits = rows["group_proposal"].seats.order_by("pk").first()
    actions.move_seat(by=by, seat=waits, to=None, now=now, reason="not_now")
    rows["proposed_seat"] = rows["group_proposal"].seats.exclude(pk=waits.pk).order_by("pk").first()
    rows["proposal_at_work"] = GroupProposal.objects.create(programmes=[rows["kept_programme"].pk], asked_at=now)


def ids(world) -> dict:
    """What addresses of this room name."""
    rows = world.rows
    return {
        "proposal_id": rows["group_proposal"].pk,
        "proposed_id": rows["proposed_group"].pk,
        "seat_id": rows["proposed_seat"].pk,
        "place_id": rows["meeting_place"].pk,
    }
