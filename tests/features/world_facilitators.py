"""What a world has of facilitators: two who may have a group, and somebody at each end of the way in."""

from datetime import timedelta
from uuid import uuid4

from tests import make
from traedesten.domain.access import Actor, Role
from traedesten.groups import actions as groups
from traedesten.groups.models import Facilitator
from traedesten.people import actions as people
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import areas


def facilitate(world, now) -> None:
    """``facilitator`` is able, wishes to work with ``other_facilitator``, and has asked for sparring."""
    by, rows, word = world.coordinator, world.rows, world.word
    groups.keep_facilitator_terms(by=by, now=now, declaration_months=24)
    rows["facilitator"] = an_able(by, now, word=word, phone="+4551772021")
    rows["other_facilitator"] = an_able(by, now, word=word, phone="+4551772022")
    rows["facilitator_account"] = rows["facilitator"].volunteer
    rows["interested"] = interested(by, now, word=word, phone="+4551772023")
    rows["held_interest"] = interested(by, now, word=word, phone="+4551772024", suspicions=["too_fast"])
    rows["declined"] = interested(by, now, word=word, phone="+4551772025")
    groups.move_facilitator(by=by, facilitator=rows["declined"], move="decline", now=now)
    theirs = as_facilitator(rows["facilitator"])
    wishes = {"likes": [rows["other_facilitator"]], "not_with": []}
    groups.wish_pairs(by=theirs, facilitator=rows["facilitator"], now=now, **wishes)
    rows["sparring"] = groups.ask_sparring(by=theirs, facilitator=rows["facilitator"], about=word, now=now)
    groups.thank_facilitator(by=by, facilitator=rows["facilitator"], words=word, now=now)


def ids(world) -> dict:
    """What stands in the addresses."""
    return {"facilitator_id": world.rows["facilitator"].pk, "sparring_id": world.rows["sparring"].pk}


def interested(by: Actor, now, *, word: str = "Solveig", **fields) -> Facilitator:
    """Somebody who has shown interest."""
    told = {"first_name": word, "best_time": word, "area": areas().first(), "phone": "+4551772020", **fields}
    return groups.show_interest(by=by, submission_key=uuid4(), now=now, **told).facilitator


def accepted(by: Actor, now, **fields) -> Facilitator:
    """Somebody who has been accepted and has opened their account."""
    email = fields.pop("email", f"{uuid4().hex[:12]}@example.org")
    row = interested(by, now, email=email, **fields)
    for move in ("arrange_talk", "accept"):
        row = groups.move_facilitator(by=by, facilitator=row, move=move, now=now)
    link = Link.objects.get(purpose=Link.Purpose.INVITATION, subject_id=row.volunteer_id, revoked_at=None)
    invited = Actor(by.site_id, frozenset({Role.INVITED}), subject_id=row.volunteer_id, link_id=link.pk)
    people.accept_invitation(by=invited, link=link, volunteer=row.volunteer, password=make.PASSWORD, now=now)
    return row.locked()


def an_able(by: Actor, now, *, trained: int = 10, declared: int = 10, **fields) -> Facilitator:
    """Somebody who may have a group: trained, and with a declaration, so many days ago."""
    row, today = accepted(by, now, **fields), now.date()
    held_on, signed_on = today - timedelta(days=trained), today - timedelta(days=declared)
    groups.record_training(by=by, facilitator=row, kind="basic", held_on=held_on, now=now)
    signed_as = fields.get("word", "Solveig")
    groups.sign_declaration(by=by, facilitator=row, signed_as=signed_as, signed_on=signed_on, now=now)
    return row.locked()


def as_facilitator(row: Facilitator) -> Actor:
    return Actor(site_id=row.site_id, roles=frozenset({Role.FACILITATOR}), user_id=row.volunteer.user_id)
