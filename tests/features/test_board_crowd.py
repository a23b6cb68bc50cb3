"""The board where many are under way at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import crowd, make
from traedesten.domain.journey import Stage
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import FollowUp, Journey
from traedesten.matching import actions as matching
from traedesten.people.models import Relative
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OPEN = (Stage.ASSESSING, Stage.WAITING, Stage.MEETING, Stage.WALKING, Stage.FOLLOWING, Stage.PAUSED)
MANY = 500


@pytest.fixture
def one_in_each_stage(client, site):
    """A journey in every open stage, each with a relative, wishes, and whatever the board has to say about it."""
    coordinator, guide, then = make.a_coordinator(site), make.a_guide(site), timezone.now() - timedelta(days=40)
    client.force_login(User.objects.get(pk=coordinator.user_id), backend=BACKEND)
    for number, stage in enumerate(OPEN):
        card = {"first_name": f"Navn{number}", "phone": f"+4520{number:06}"}
        journey = make.a_journey(site, stage=stage, guide=guide, now=then, **card)
        make.a_relative(site, journey, wants_call_since=then)
        with at_site(site):
            common = {"by": coordinator, "journey": journey, "now": then}
            journeys.write_wishes(own_words="Et roligt sted.", interests=["games"], **common)
            Journey.objects.filter(pk=journey.pk).update(wants_call_since=then)
            if stage == Stage.WAITING:
                matching.ask_guide(volunteer=guide, **common)
    make.a_referral(site, first_name="Signe", phone="+4521000000", now=then)
    with at_site(site):
        Journey.objects.filter(stage=Stage.PAUSED).update(resume_on=then.date())
        FollowUp.objects.update(due_on=then.date())


def board(client) -> tuple[str, int]:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse("home:board", args=["holstebro"]))
    assert answer.status_code == 200
    return answer.content.decode(), len(asked)


def test_the_board_asks_no_more_often_with_500_open_journeys_than_with_one_in_each_stage(
    client, site, one_in_each_stage
):
    board(client)
    few_page, few = board(client)
    assert "Pausen er forbi" in few_page and "Vil gerne ringes op" in few_page and "Spurgt Birthe" in few_page
    with at_site(site):
        assert crowd.fill_up(MANY) == MANY
        assert set(Journey.objects.values_list("stage", flat=True)) == set(OPEN)
    many_page, many = board(client)
    assert many == few
    assert many_page.count("Navn") > MANY / 3


def test_a_crowd_is_of_people_of_their_own(site, one_in_each_stage):
    """The control: copies can be read, with keys and telephone numbers that nobody else has."""
    with at_site(site):
        crowd.fill_up(30)
        people = [journey.participant for journey in Journey.objects.select_related("participant__key")]
        assert len({person.key_id for person in people}) == len({person.phone for person in people}) == 30
        assert {person.first_name for person in people} == {f"Navn{number}" for number in range(len(OPEN))}
        assert Relative.objects.count() == 30
        assert {relative.first_name for relative in Relative.objects.select_related("key")} == {"Mona"}
        assert Referral.objects.count() == 31
