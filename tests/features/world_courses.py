"""What a world has of courses: one under way, one that is over where a journal is kept, and one without meetings."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from tests import courses
from tests.features.world_facilitators import as_facilitator
from traedesten.domain.access import Actor, Role
from traedesten.domain.asking import GROUP_PLANS
from traedesten.domain.asking import Course as Kind
from traedesten.domain.courses import SessionState
from traedesten.groups import actions as groups
from traedesten.groups.models import Member
from traedesten.outcomes import actions as outcomes
from traedesten.outcomes.models import Asking


def run(world, now) -> None:
    """``member`` sits in ``course``, was away twice, and sent word for ``next_session``."""
    by, rows, word = world.coordinator, world.rows, world.word
    plans = [{"theme": word, "exercise": word}] * 12
    kept = {"by": by, "now": now, "name": word, "about": word, "plans": plans, "sessions": 12}
    holder, theirs = rows["facilitator"].volunteer, as_facilitator(rows["facilitator"])
    programme = groups.write_programme(slug="kursus", **kept)
    today = now.astimezone(courses.COPENHAGEN).date()
    begins = {"now": now, "first_on": today - timedelta(days=43), "name": word, "venue": word, "address": word}
    course = rows["course"] = courses.a_group(programme, [holder], area=world.offers[0].area, **begins)
    rows["fresh_course"] = courses.a_group(programme, [holder], lays_out=False, **begins)
    for number, name in enumerate(("member", "other_member", "stopped_member")):
        known = {"phone": f"+455177203{number}", "best_time": word}
        rows[name] = courses.a_member(course, word, now=now, **known)
    rows["member"].question = word
    rows["member"].save()
    been = course.sessions.filter(on__lt=today).order_by("number")
    for session in been[:2]:
        presences = {rows["member"].pk: "away", rows["other_member"].pk: "came"}
        groups.note_attendance(by=theirs, session=session, presences=presences, client_key=uuid4(), now=now)
    rows["held_session"] = course.sessions.filter(state=SessionState.HELD).order_by("number").first()
    ahead = course.sessions.filter(on__gt=today + timedelta(days=3)).order_by("number")
    rows["next_session"], rows["later_session"] = ahead[0], ahead[1]
    log = {"climate": "warm", "theme": word, "worked": word}
    groups.write_log(by=theirs, session=rows["held_session"], now=now, **log)
    mine = {"by": courses.themselves(rows["member"]), "member": rows["member"], "now": now}
    groups.send_word(session=rows["later_session"], **mine)
    groups.stop(by=theirs, member=rows["stopped_member"], now=now)
    rows["caring"] = rows["member"].caring_contacts.get()
    rows["holder"] = course.facilitators.get()
    groups.share_calendar(by=theirs, seat=rows["holder"], now=now)
    world.tokens["calendar"] = groups.share_calendar(by=mine["by"], seat=rows["member"], now=now)
    _asked_how_they_are(world, now)
    _one_that_is_over(world, now, begins)


def _asked_how_they_are(world, now) -> None:
    """``member`` has said yes, and ``nameless`` is the wave that is open to them."""
    rows, plans = world.rows, [replace(plan, days_after=60) for plan in GROUP_PLANS]
    outcomes.write_battery(by=world.coordinator, course=Kind.GROUPS, is_on=True, plans=plans, now=now)
    yes = {"by": courses.themselves(rows["member"]), "member": rows["member"], "now": now}
    rows["member"] = groups.agree_to_questions(agrees=True, **yes)
    rows["nameless"] = Asking.objects.get(subject=rows["member"].pseudonym, wave="t0")
    rows["asked_call"] = groups.ask_for_call(**yes)


def ids(world) -> dict:
    """What the addresses of a course are about."""
    names = {"group_id": "course", "session_id": "next_session", "member_id": "member", "caring_id": "caring"}
    return {argument: world.rows[name].pk for argument, name in names.items()}


def _one_that_is_over(world, now, begins: dict) -> None:
    by, rows, word = world.coordinator, world.rows, world.word
    ended = courses.a_group(rows["kept_programme"], [rows["other_facilitator"].volunteer], **begins)
    known = {"phone": "+4551772040", "best_time": word}
    member = courses.a_member(ended, word, now=now, **known)
    groups.choose_onward(by=by, member=member, onward="offer", offer=world.offers[0], now=now)
    member.refresh_from_db()
    groups.choose_onward(by=by, member=member, onward="guide", may_be_asked=True, now=now)
    rows["ended_course"] = groups.end_group(by=by, group=ended, now=now)
    towards = courses.a_member(rows["course"], word, now=now, phone="+4551772041", best_time=word)
    groups.choose_onward(by=by, member=towards, onward="offer", offer=world.offers[1], now=now)
    rows["finished_member"] = Member.objects.get(pk=member.pk)
    after = Actor(world.site.pk, frozenset({Role.SEEKER}), subject_id=ended.pk)
    answers = {"in_community": "yes", "kept_contact": "yes"}
    groups.answer_afterwards(by=after, group=rows["ended_course"], now=now, **answers)
    groups.ask_afterwards(by=system_of(world), member=rows["finished_member"], now=now)


def system_of(world) -> Actor:
    return Actor(world.site.pk, frozenset({Role.SYSTEM}))
