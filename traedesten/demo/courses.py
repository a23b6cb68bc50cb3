"""Two invented groups in Holstebro: one that has met five times out of eight, and one that ended ten days ago."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from traedesten.demo.telling import Told, deliver_until
from traedesten.demo.wellbeing import answer
from traedesten.domain.access import Actor, Role, system
from traedesten.domain.asking import GROUP_PLANS, Course, with_goal
from traedesten.domain.sessions import laid_out
from traedesten.domain.slots import slot_of
from traedesten.groups import actions
from traedesten.groups.models import GroupSession, Member, Programme, Seeker, SelfHelpGroup
from traedesten.groups.queries import sessions as queries
from traedesten.outcomes import actions as outcomes
from traedesten.outcomes.queries import asking_with
from traedesten.tenancy.models import Link

SITS = (
    *(("Gudrun", 66, "woman"), ("Verner", 71, "man"), ("Kirsten", 63, "woman")),
    *(("Preben", 69, "man"), ("Edith", 74, "woman"), ("Aksel", 67, "man")),
)
SAT = (
    *(("Ruth", 70, "woman"), ("Børge", 73, "man"), ("Mia", 58, "woman")),
    *(("Kaj-Ove", 62, "man"), ("Ester", 76, "woman")),
)
SITS_AND_ANSWERS = ("Verner", "Kirsten", "Edith")
"""Those who said yes to being asked how they are; Gudrun has not said anything yet."""
WENT_ON = {"Ruth": "together", "Børge": "guide", "Mia": "offer", "Ester": "together"}
"""What those who were in the ended group chose; the one who is missing asked for more time."""
CLIMATES = ("careful", "careful", "warm", "uneven", "warm", "warm", "heavy", "warm")
THEMES = (
    "At komme ind ad døren",
    "Hvem er jeg, når jeg er alene?",
    "At ringe til nogen",
    "Det, vi savner",
    "At sige nej og ja",
    "Steder, hvor jeg har hørt til",
    "En næste sten",
    "Farvel og på gensyn",
)


def tell(told: Told) -> None:
    """Both are held by Ketty Brink, whom one can step in as, each with somebody else."""
    if told.site.slug != "holstebro":
        return
    battery = {"course": Course.GROUPS, "is_on": True, "plans": with_goal(GROUP_PLANS)}
    outcomes.write_battery(by=told.coordinator, now=told.clock.ago(150, "09:10"), **battery)
    _under_way(told)
    _over(told)
    deliver_until(told.clock.present)


def _under_way(told: Told) -> None:
    clock = told.clock
    pair = (told.facilitators["Ketty Brink"], told.facilitators["Poul Erik Dam"])
    first_on = _first_on(told, 5, ahead=2)
    group, members = _begins(told, "Holdet i lille stue", first_on, time(19), pair, SITS)
    by, third = _as(pair[0]), group.sessions.get(number=3)
    actions.move_session(
        by=by,
        session=third,
        on=third.on + timedelta(days=1),
        starts=third.starts,
        despite_holiday=True,
        now=_at(told, third.on - timedelta(days=4), "20:15"),
    )
    been = list(group.sessions.filter(on__lt=clock.present.date()).order_by("number"))
    for session in been:
        away = {"Preben": "away"} if session.number in (4, 5) else {"Edith": "excused"} if session.number == 2 else {}
        _meets(told, session, by, members, away)
    _are_asked(told, [members[name] for name in SITS_AND_ANSWERS], been[0])
    ahead = group.sessions.filter(on__gt=clock.present.date()).order_by("on").first()
    aksel = members["Aksel"]
    word = {"by": _themselves(aksel), "member": aksel, "session": ahead, "now": clock.ago(1, "18:20")}
    actions.send_word(**word)
    kirsten = members["Kirsten"]
    actions.choose_onward(by=_themselves(kirsten), member=kirsten, onward="together", now=clock.ago(1, "19:05"))


def _over(told: Told) -> None:
    pair = (told.facilitators["Ketty Brink"], told.facilitators["Bo Nygaard"])
    group, members = _begins(told, "Det første hold", _first_on(told, 8, ahead=-10), time(14), pair, SAT)
    by = _as(pair[0])
    for session in group.sessions.order_by("number"):
        _meets(told, session, by, members, {"Mia": "excused"} if session.number == 6 else {})
    last = group.sessions.order_by("number").last()
    now = _at(told, last.on, "16:10")
    for name, onward in WENT_ON.items():
        member = Member.objects.select_related("group").get(pk=members[name].pk)
        offer = told.offers["Café Nygade"] if onward == "offer" else None
        asked = {"onward": onward, "offer": offer, "may_be_asked": name in ("Ruth", "Ester")}
        actions.choose_onward(by=_themselves(member), member=member, now=now, **asked)
    actions.end_group(by=by, group=group, without="asked_for_time", now=now + timedelta(minutes=20))


def _are_asked(told: Told, members: list[Member], first: GroupSession) -> None:
    """Each says yes on their own page on the day after the first meeting, and answers there and then."""
    now = _at(told, first.on + timedelta(days=1), "10:15")
    for member in members:
        by, chance = _themselves(member), told.clock.chance(f"asked {member.seeker.first_name}")
        row = actions.agree_to_questions(by=by, member=member, agrees=True, now=now)
        token = actions.begin_questions(by=by, member=row, now=now)
        link = Link.objects.get(digest=Link.digest_of(token))
        respondent = Actor(told.site.pk, frozenset({Role.RESPONDENT}), subject_id=link.subject_id, link_id=link.pk)
        answer(respondent, asking_with(link.subject_id), chance, now + timedelta(minutes=4), chance.gauss(0.4, 0.1))


def _first_on(told: Told, meetings: int, *, ahead: int) -> date:
    """The day on which to begin, so that so many meetings have been; the weekday is that of ``ahead`` days on."""
    today = told.clock.present.date()
    day = today + timedelta(days=ahead) - timedelta(weeks=meetings - (ahead < 0))
    while sum(on < today for on in laid_out(day, time(19), 8, 1, told.clock.zone)) < meetings:
        day -= timedelta(weeks=1)
    return day


def _begins(told: Told, name: str, first_on: date, starts: time, pair, people) -> tuple[SelfHelpGroup, dict]:
    programme = Programme.objects.get(slug="ensomhed")
    now = _at(told, first_on - timedelta(days=12), "11:30")
    can = [slot_of(first_on.weekday(), starts)]
    seekers = [_ready(told, programme, *one, now, can) for one in people]
    group = actions.plan_group(
        by=told.coordinator,
        programme=programme,
        name=name,
        first_on=first_on,
        starts=starts,
        facilitators=pair,
        now=now,
        venue="Frivilligcentrets lille stue",
        address="Nygade 22, Holstebro",
        find_us="Gå ind ad den røde dør, og følg lyset op ad gangen.",
    )
    for seeker in seekers:
        actions.give_seat(by=told.coordinator, group=group, seeker=seeker, now=now)
    actions.invite_group(by=told.coordinator, group=group, despite=True, now=now + timedelta(hours=1))
    for number, member in enumerate(group.members.select_related("group").order_by("place"), start=1):
        said = {"answer": "yes", "now": now + timedelta(hours=20 + number)}
        actions.answer_invitation(by=_themselves(member), member=member, **said)
    group = actions.start_group(by=told.coordinator, group=group, now=now + timedelta(days=5))
    rows = group.members.select_related("seeker__key", "group")
    return group, {row.seeker.first_name: row for row in rows}


def _ready(
    told: Told, programme: Programme, name: str, age: int, gender: str, now: datetime, can: list[str]
) -> Seeker:
    chance = told.clock.chance(f"sits {name}")
    came = {"submission_key": UUID(int=chance.getrandbits(128), version=4), "now": now - timedelta(days=30)}
    seeker = actions.sign_up(
        by=told.coordinator,
        programme=programme,
        first_name=name,
        phone=f"+4527{chance.randint(0, 999999):06}",
        area=chance.choice(list(told.areas.values())),
        born_year=told.clock.present.year - age,
        gender=gender,
        **came,
    ).seeker
    talked = {"times": can, "languages": ["da"], "stays": ["reminder"], "now": now - timedelta(days=20)}
    actions.hold_talk(by=told.coordinator, seeker=seeker, outcome="found_ready", **talked)
    return Seeker.objects.select_related("key").get(pk=seeker.pk)


def _meets(told: Told, session: GroupSession, by: Actor, members: dict, away: dict) -> None:
    """The meeting is reminded of, held, and written down for the group."""
    number, ends = session.number, session.ends_at(told.clock.zone)
    chance = told.clock.chance(f"meets {session.group.name} {number}")
    if number == 1:
        reminds = {"by": system(told.site.pk), "now": _at(told, session.on - timedelta(days=1), "16:09")}
        for row, member in queries.to_remind(session.on):
            actions.remind_member(session=row, member=member, **reminds)
    actions.note_attendance(
        by=by,
        session=session,
        presences={row.pk: away.get(name, "came") for name, row in members.items()},
        client_key=UUID(int=chance.getrandbits(128), version=4),
        now=ends - timedelta(minutes=95),
    )
    looked_back = {"review_good": ["safety", "place"], "review_change": ["time"]} if session.is_review else {}
    actions.write_log(
        by=by,
        session=session,
        done=["opening_round", "exercise"],
        climate=CLIMATES[number - 1],
        theme=THEMES[number - 1],
        worked="Runden gav plads til alle." if number % 2 else "",
        now=ends + timedelta(minutes=15),
        **looked_back,
    )


def _at(told: Told, on: date, clock: str) -> datetime:
    return datetime.combine(on, time.fromisoformat(clock), tzinfo=told.clock.zone)


def _as(holder) -> Actor:
    return Actor(holder.site_id, frozenset({Role.FACILITATOR}), user_id=holder.user_id)


def _themselves(member: Member) -> Actor:
    return Actor(member.site_id, frozenset({Role.SEEKER}), subject_id=member.seeker_id)
