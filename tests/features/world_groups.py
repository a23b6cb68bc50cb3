"""What a world has of self-help groups: a programme of each kind, and people in every corner of the pool."""

from datetime import timedelta

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
