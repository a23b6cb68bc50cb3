"""What a world has of self-help groups: a programme of each kind, people in every corner of the pool, and groups."""

from datetime import time, timedelta

from tests import make
from traedesten.domain.access import Actor, Role
from traedesten.groups import actions as groups
from traedesten.groups.models import Seeker
from traedesten.tenancy.queries import areas


def wait(world, now) -> None:
    """``seeker`` has been talked with, in a programme that keeps a journal, and is tied to a journey."""
    by, rows, word = world.coordinator, world.rows, world.word
    plans = [{"theme": word, "exercise": word}]
    rows["programme"] = groups.write_programme(by=by, now=now, slug="ensomhed", name=word, about=word, plans=plans)
    keeps = {"slug": "unge", "name": f"{word} unge", "journal": "ordinary"}
    rows["kept_programme"] = groups.write_programme(by=by, now=now, **keeps)
    person = world.journeys["walking"].participant
    rows["seeker"] = _seeker(
        world,
        now,
        "kept_programme",
        last_name=word,
        came="journey",
        participant=person,
    )
    rows["fresh_seeker"] = _seeker(world, now, phone="+4551772011")
    rows["put_off"] = _seeker(world, now, phone="+4551772012")
    rows["held_seeker"] = _seeker(world, now, phone="+4551772013", suspicions=["too_fast"])
    rows["shown_on"] = _seeker(world, now, phone="+4551772014")
    rows["withdrawn"] = _seeker(world, now, phone="+4551772015")
    ready = {"times": ["tue-eve"], "languages": ["da"], "note": word, "not_with": [rows["fresh_seeker"]]}
    rows["talk"] = groups.hold_talk(by=by, seeker=rows["seeker"], outcome="found_ready", now=now, **ready)
    groups.hold_talk(by=by, seeker=rows["put_off"], outcome="put_off", now=now)
    groups.hold_talk(by=by, seeker=rows["shown_on"], outcome="show_on", may_refer=True, now=now)
    themselves = Actor(world.site.pk, frozenset({Role.SEEKER}), subject_id=rows["withdrawn"].pk)
    groups.withdraw_sign_up(by=themselves, seeker=rows["withdrawn"], now=now)


def _seeker(world, now, programme: str = "programme", **told) -> Seeker:
    known = {"first_name": world.word, "phone": "+4551772010", "best_time": world.word, "area": areas().first()}
    return make.a_seeker(
        world.rows[programme], by=world.coordinator, now=now - timedelta(days=1), **{**known, **told}
    )


def compose(world, now) -> None:
    """A group on the table with one chosen and one next, and one that is inviting with seats of every kind."""
    by, rows = world.coordinator, world.rows
    evening = {"times": ["tue-eve"], "languages": ["da"], "outcome": "found_ready"}
    ready = []
    for number in range(10):
        seeker = _seeker(world, now, phone=f"+455177203{number}", born_year=now.year - 60)
        groups.hold_talk(by=by, seeker=seeker, now=now, **evening)
        ready.append(seeker)
    first = (now + timedelta(days=21)).date()
    first += timedelta(days=(1 - first.weekday()) % 7)
    plan = {
        "by": by, "programme": rows["programme"], "now": now, "first_on": first, "starts": time(19), "smallest": 2,
        "venue": world.word, "address": world.word,
        "facilitators": [rows["facilitator"].volunteer, rows["other_facilitator"].volunteer],
    }  # fmt: skip
    rows["planned_group"] = groups.plan_group(name=world.word, **plan)
    for name, seeker in (("chosen", ready[0]), ("also_chosen", ready[1])):
        rows[name] = groups.give_seat(by=by, group=rows["planned_group"], seeker=seeker, now=now)
    rows["next"] = groups.give_seat(by=by, group=rows["planned_group"], seeker=ready[2], now=now, is_next=True)
    rows["inviting_group"] = group = groups.plan_group(name=f"{world.word} to", **plan)
    names = ("asked", "with_question", "said_yes", "said_yes_too")
    for name, seeker in zip(names, ready[3:7], strict=True):
        rows[name] = groups.give_seat(by=by, group=group, seeker=seeker, now=now)
    rows["stepping_in"] = groups.give_seat(by=by, group=group, seeker=ready[7], now=now, is_next=True)
    rows["inviting_group"] = groups.invite_group(by=by, group=group, now=now, despite=True)
    for name, answer in (("with_question", "ask"), ("said_yes", "yes"), ("said_yes_too", "yes")):
        said = {"answer": answer, "question": world.word if answer == "ask" else ""}
        rows[name] = groups.answer_invitation(by=by, member=rows[name], now=now, **said)
    before = now - timedelta(days=20)
    slow = groups.plan_group(name=f"{world.word} tre", **plan | {"now": before, "smallest": 2})
    also = _seeker(world, now, phone="+4551772050", born_year=now.year - 60)
    groups.hold_talk(by=by, seeker=also, now=now, **evening)
    for name, seeker in (("late_invited", ready[9]), ("also_late", also)):
        rows[name] = groups.give_seat(by=by, group=slow, seeker=seeker, now=before)
    groups.invite_group(by=by, group=slow, now=before, despite=True)
    rows["ready_seeker"] = ready[8]
