"""Whether proposals are followed, how it went, and whether anybody is placed less: of guides, stones and groups."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import courses, make
from traedesten.domain.courses import Seat
from traedesten.gathering.look_back import How, counted
from traedesten.gathering.look_back import look_back as look_back_on_groups
from traedesten.gathering.models import GroupProposal, MeetingPlace, ProposalChange, ProposedGroup
from traedesten.groups import actions as groups
from traedesten.groups.models import AttendanceMark, Member, Seeker, SelfHelpGroup
from traedesten.journeys.models import Introduction, Journey, Wishes
from traedesten.matching import actions
from traedesten.matching.look_back import YEAR, Stones, look_back
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def boss(site, client):
    boss = make.a_coordinator(site)
    client.force_login(User.objects.get(pk=boss.user_id), backend=BACKEND)
    return boss


def words(client, site, room: str) -> str:
    answer = client.get(reverse(f"{room}:look_back", args=[site.slug]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# --- guides and stones -------------------------------------------------------------------------------------------


def asked(site, boss, guide, number: int, *, accepts: bool) -> Journey:
    now = timezone.now()
    journey = make.a_journey(site, stage="waiting", now=now - timedelta(days=number + 1))
    with at_site(site):
        row = actions.ask_guide(by=boss, journey=journey, volunteer=guide, now=now)
        if accepts:
            actions.accept_request(by=make.as_guide(guide), request=row, now=now)
    return journey


def test_what_became_of_proposals(client, site, boss):
    guide = make.a_guide(site, capacity=20)
    for number in range(5):
        asked(site, boss, guide, number, accepts=True)
    with at_site(site):
        found = look_back(timezone.now())
    assert (found.answers.asked, found.answers.accepted, found.answers.declined) == (5, 5, 0)
    assert (found.answers.open, found.answers.settled) == (0, 0)
    assert found.placed.everybody.number == 5
    page = words(client, site, "matching")
    assert "Der er for få til at se, om nogen sjældnere får en guide" in page and "Frida" not in page


def test_the_one_who_has_not_answered_cannot_be_reckoned(client, site, boss):
    guide = make.a_guide(site, capacity=20)
    for number in range(6):
        asked(site, boss, guide, number, accepts=number > 0)
    with at_site(site):
        found = look_back(timezone.now())
    assert (found.answers.asked, found.answers.accepted, found.answers.declined) == (6, None, 0)
    assert (found.answers.open, found.answers.settled, found.placed.everybody.number) == (None, None, None)
    assert "Der er for få til at se, om nogen sjældnere får en guide" in words(client, site, "matching")


def test_access_is_a_dimension_of_its_own(site, boss):
    guide = make.a_guide(site, capacity=20)
    for number in range(10):
        journey = asked(site, boss, guide, number, accepts=True)
        with at_site(site):
            needs = ["step_free", "quiet"] if number < 5 else []
            wished = {"access_needs": needs, "group_size": "few", "languages": ["da"]}
            Wishes.objects.create(journey=journey, key=journey.key, changed_at=timezone.now(), **wished)
    with at_site(site):
        found = dict(look_back(timezone.now()).placed.dimensions)
    assert [(row.code, row.number) for row in found["access"]] == [("no_needs", 5), ("step_free", 5)]
    assert [(row.code, row.number) for row in found["size"]] == [("small_only", 10)]


def test_what_became_of_stones(client, site, boss):
    """Five have settled, five are on the way and have left another, five have left their only one, five are open."""
    now = timezone.now()
    offers = [make.an_offer(site, name, by=boss) for name in ("Café Nygade", "Koret")]
    stones = [("settled",)] * 5 + [("chosen", "left")] * 5 + [("left",)] * 5 + [("suggested",)] * 5
    for one in stones:
        lay(site, offers, one, now)
    with at_site(site):
        assert look_back(now).stones == Stones(25, settled=5, on_the_way=5, other=5, left=5, waiting=5)
    lay(site, offers, ("suggested",), now - timedelta(days=400))
    with at_site(site):
        assert look_back(now).stones.suggested == 25
    lay(site, offers, ("agreed", "left"), now)
    with at_site(site):
        assert look_back(now).stones == Stones(27, settled=5, on_the_way=6, other=6, left=5, waiting=5)
    page = words(client, site, "matching")
    assert "Lagt væk, og en anden valgt i stedet" in page and "Café Nygade" not in page


def lay(site, offers, stones, at) -> None:
    journey = make.a_journey(site, stage="waiting", now=at)
    with at_site(site):
        for offer, stone in zip(offers, stones, strict=False):
            Introduction.objects.create(
                journey=journey, key=journey.key, offer=offer, stone=stone, made_at=at, changed_at=at
            )


def test_only_a_coordinator_looks_back(client, site):
    client.force_login(User.objects.get(pk=make.a_guide(site).user_id), backend=BACKEND)
    for room in ("matching", "gathering"):
        assert client.get(reverse(f"{room}:look_back", args=[site.slug])).status_code == 403


# --- groups ------------------------------------------------------------------------------------------------------


class Network:
    """Groups of a site by rows: what was proposed, how it ended, and who waits."""

    def __init__(self, site, by):
        self.site, self.by, self.now = site, by, timezone.now()
        self.programme = make.a_programme(site, by=by)
        self.pair = [make.a_facilitator(site, name) for name in ("Birthe Kjær", "Knud Holm")]
        self.people = 0
        with at_site(site):
            self.place = MeetingPlace.objects.create(name="Biblioteket", times=["tue-eve"], made_at=self.now)

    def proposal(self, *, asked_at=None, state="ready") -> GroupProposal:
        with at_site(self.site):
            asked_at = asked_at or self.now - timedelta(days=90)
            return GroupProposal.objects.create(programmes=[self.programme.pk], asked_at=asked_at, state=state)

    def proposed(self, proposal: GroupProposal, number: int, state: str, **fields) -> None:
        with at_site(self.site):
            one, other = self.pair
            known = {
                "programme": self.programme,
                "place": self.place,
                "low": 18,
                "high": 99,
                "one": one,
                "other": other,
            }
            for _each in range(number):
                slot = f"x{uuid4().hex[:6]}"
                ProposedGroup.objects.create(proposal=proposal, slot=slot, state=state, **known, **fields)

    def changed(self, proposal: GroupProposal, number: int, kind: str, reason: str) -> None:
        with at_site(self.site):
            for _each in range(number):
                ProposalChange.objects.create(proposal=proposal, kind=kind, reason=reason, at=self.now)

    def group(self, *, proposal: GroupProposal | None = None, was_changed=False, ended=None) -> SelfHelpGroup:
        """One that has ended, with a meeting that was held."""
        ended = ended or self.now.date() - timedelta(days=5)
        first_on = ended - timedelta(days=49)
        row = courses.a_group(
            self.programme, self.pair, now=self.now, first_on=first_on, state="ended", ended_on=ended
        )
        if proposal:
            self.proposed(proposal, 1, "made", was_changed=was_changed, group=row)
        return row

    def member(self, group: SelfHelpGroup, seat=Seat.FINISHED, came: str = "came", onward="together") -> Member:
        row = courses.a_member(group, self.a_name(), now=self.now, seat=seat)
        with at_site(self.site):
            Member.objects.filter(pk=row.pk).update(onward=onward)
            Seeker.objects.filter(pk=row.seeker_id).update(state="withdrawn")
            meeting = group.sessions.order_by("number").first()
            group.sessions.filter(pk=meeting.pk).update(state="held")
            marked = {"presence": came, "noted_at": self.now, "received_at": self.now, "client_key": uuid4()}
            AttendanceMark.objects.create(session=meeting, member=row, **marked)
        return row

    def a_name(self) -> str:
        self.people += 1
        return chr(0x4E00 + self.people * 7)

    def waits(self, number: int, *, talk=None, **told) -> list[Seeker]:
        rows = []
        for _each in range(number):
            self.people += 1
            known = {"first_name": "Frida", "phone": f"+454031{self.people:04}", **told}
            row = make.a_seeker(self.programme, now=self.now, **known)
            with at_site(self.site):
                held = {"times": ["tue-eve"], "languages": ["da"], **(talk or {})}
                groups.hold_talk(by=self.by, seeker=row, outcome="found_ready", now=self.now, **held)
            rows.append(row)
        return rows

    def sits(self, group: SelfHelpGroup, rows: list[Seeker], seat=Seat.YES) -> None:
        with at_site(self.site):
            for row in rows:
                Member.objects.create(group=group, seeker=row, key=row.key, seat=seat, seat_since=self.now)

    def found(self):
        with at_site(self.site):
            return look_back_on_groups(self.now)


@pytest.fixture
def network(site, boss):
    return Network(site, boss)


def test_nobody_yet(client, site, network):
    found = network.found()
    assert found.decisions.proposed == 0 and found.placed.everybody.number is None
    page = words(client, site, "gathering")
    assert "Der er for få til at se, om nogen sjældnere kommer med i en gruppe" in page
    assert "Andele, gruppe for gruppe" not in page, "a table of nobody"
    went = page.split("Hvordan grupperne gik")[1].split("Hvem der er kommet med")[0]
    assert "for få til at vise" not in went and went.count(">ingen<") == 9, "no group is not too few"
    assert reverse("matching:look_back", args=[site.slug]) in page
    assert reverse("gathering:look_back", args=[site.slug]) in words(client, site, "matching")


def test_what_became_of_proposed_groups_and_why(client, site, network):
    row, away = network.proposal(), network.proposal(state="left")
    network.proposed(row, 7, "made")
    network.proposed(row, 6, "made", was_changed=True)
    network.proposed(row, 5, "dropped")
    network.proposed(row, 9, "proposed")
    network.proposed(away, 8, "proposed")
    network.proposed(network.proposal(asked_at=network.now - timedelta(days=400)), 20, "made")
    network.changed(row, 5, "dropped", "time_place")
    network.changed(row, 6, "moved", "own_wish")
    network.changed(row, 2, "moved", "together")
    network.changed(row, 4, "set_aside", "")
    network.changed(row, 6, "set_aside", "knows_them")
    found = network.found().decisions
    assert found.proposed == 35
    assert found.became == {"made": 7, "made_changed": 6, "dropped": 5, "open": 9, "put_away": 8}
    assert found.why_dropped == [("time_place", 5)]
    assert found.moved == 18
    assert found.why_moved == [("knows_them", 6), ("own_wish", 6), ("", None), ("together", None)]
    page = words(client, site, "gathering")
    for said in ("Hvorfor I sagde nej til grupper", "Det er sket 18 gange", "Tiden eller stedet passer ikke"):
        assert said in page


def test_a_few_groups_are_hidden_and_cannot_be_reckoned(client, site, network):
    row = network.proposal()
    network.proposed(row, 9, "made")
    network.proposed(row, 6, "dropped")
    network.proposed(row, 2, "made", was_changed=True)
    network.changed(row, 6, "dropped", "time_place")
    found = network.found().decisions
    assert found.proposed == 17
    assert found.became == {"made": 9, "made_changed": None, "dropped": None, "open": 0, "put_away": 0}
    assert found.why_dropped == [], "the reasons would tell how many were dropped"
    assert "Hvorfor I sagde nej" not in words(client, site, "gathering")


def test_how_proposed_groups_went_beside_those_made_by_hand(client, site, network):
    row = network.proposal()
    as_it_was, by_hand = network.group(proposal=row), network.group()
    earlier = network.group(ended=network.now.date() - timedelta(days=400))
    for number in range(10):
        network.member(as_it_was, came="came" if number < 5 else "away")
        network.member(by_hand, *((Seat.STOPPED, "away", "") if number < 5 else (Seat.FINISHED,)))
        network.member(earlier)
    network.member(network.group(proposal=row, was_changed=True))
    proposed, changed, hand = network.found().went
    assert (proposed.groups, proposed.began) == (None, 10)
    assert (proposed.attended.share, proposed.stayed.share, proposed.onward.share) == (50, 100, 100)
    assert (hand.attended.share, hand.stayed.share, hand.onward.share) == (50, 50, 50)
    assert (hand.stayed.least, hand.stayed.most) == (24, 76)
    assert (changed.began, changed.attended.number, changed.stayed.number) == (None, None, None)
    page = words(client, site, "gathering")
    assert "Samlet i hånden" in page and "24–76 %" in page


def test_groups_that_end_on_the_day_of_a_look_back_are_all_in_the_next(network):
    day = network.now - timedelta(days=30)
    network.member(network.group(ended=timezone.localdate(day)))
    with at_site(network.site):
        before, after = counted(day - YEAR, day), counted(day, network.now)
    assert [found.gone[How.BY_HAND].groups for found in (before, after)] == [0, 1]


def test_who_came_into_a_group(client, site, network):
    """Women and men wait alike, and only the women come in. Everybody needs a small group, half no stairs."""
    group = courses.a_group(network.programme, network.pair, now=network.now, first_on=network.now.date())
    year = network.now.year
    inside = network.waits(20, gender="woman", born_year=year - 70, talk={"small_only": True})
    network.sits(group, inside)
    network.waits(10, gender="man", born_year=year - 40, talk={"small_only": True, "access_needs": ["step_free"]})
    gave_up = network.waits(10, gender="man", born_year=year - 20, talk={"languages": ["so"]})
    with at_site(site):
        for row in gave_up:
            groups.withdraw_sign_up(by=network.by, seeker=row, now=network.now)
    found = network.found().placed
    assert (found.everybody.number, found.everybody.share) == (40, 50)
    told = {name: [(row.code, row.number, row.share, row.is_less) for row in rows] for name, rows in found.dimensions}
    assert told["gender"] == [("man", 20, 0, True), ("woman", 20, 100, False)]
    assert told["age"] == [("0-29", 10, 0, True), ("30-64", 10, 0, True), ("65-200", 20, 100, False)]
    assert told["language"] == [("da", 30, 67, False), ("other", 10, 0, True)]
    assert told["access"] == [("no_needs", 30, 67, False), ("step_free", 10, 0, True)]
    assert told["size"] == [("any", 10, 0, True), ("small_only", 30, 67, False)]
    page = words(client, site, "gathering")
    assert "Nogen kommer sjældnere med i en gruppe end andre" in page and "Frida" not in page


def test_who_was_never_ready_or_is_erased_is_not_counted(site, network):
    ready = network.waits(5)
    make.a_seeker(network.programme, now=network.now, phone="+4540999999")
    not_now, erased, of_long_ago, invited = network.waits(4)
    group = courses.a_group(network.programme, network.pair, now=network.now, first_on=network.now.date())
    network.sits(group, [invited], Seat.INVITED)
    long_ago = network.now - timedelta(days=400)
    with at_site(site):
        later = {"ask_again_on": network.now.date() + timedelta(days=30)}
        groups.hold_talk(by=network.by, seeker=not_now, outcome="put_off", now=network.now, **later)
        for row in (not_now, erased, of_long_ago):
            groups.withdraw_sign_up(by=network.by, seeker=row, now=network.now)
        Seeker.objects.get(pk=erased.pk).forget(network.now)
        Seeker.objects.filter(pk=of_long_ago.pk).update(state_since=long_ago)
    found = network.found().placed.everybody
    assert (found.number, found.share) == (len(ready) + 1, 0), "the ready, and the one who has not answered"


def test_another_site_counts_its_own(client, site, network, other_site):
    elsewhere = Network(other_site, make.a_coordinator(other_site, "Anden By"))
    elsewhere.proposed(elsewhere.proposal(), 9, "made")
    elsewhere.waits(9)
    assert elsewhere.found().decisions.proposed == 9 and elsewhere.found().placed.everybody.number == 9
    found = network.found()
    assert (found.decisions.proposed, found.placed.everybody.number) == (0, None)
    assert client.get(reverse("gathering:look_back", args=[other_site.slug])).status_code == 404


def test_it_asks_as_often_for_many_as_for_one(client, site, network):
    def asked_for(room: str) -> int:
        with CaptureQueriesContext(connection) as found:
            words(client, site, room)
        return len(found)

    def more() -> None:
        network.member(network.group(proposal=network.proposal()))
        network.waits(1)
        lay(site, [make.an_offer(site, network.a_name(), by=network.by)], ("suggested",), network.now)

    more()
    words(client, site, "gathering"), words(client, site, "matching")
    few = asked_for("gathering"), asked_for("matching")
    for _each in range(5):
        more()
    assert (asked_for("gathering"), asked_for("matching")) == few
