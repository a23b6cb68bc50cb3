"""Those close to the person, served in their own right."""

import pytest
from django.urls import reverse

from tests import make
from traedesten.audit.models import Lookup
from traedesten.journeys import actions
from traedesten.messages.models import Message
from traedesten.people.models import Relative
from traedesten.tenancy.scope import at_site


def url(name, journey, *ids):
    return reverse(f"journeys:{name}", args=[journey.site.slug, journey.pk, *ids])


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def mona(site, guide, journey, now):
    known = {"first_name": "Mona", "phone": "+4540414243"}
    with at_site(site):
        return actions.add_relative(by=make.as_guide(guide), journey=journey, now=now, **known)


def told(**fields) -> dict:
    return {"first_name": "Mona", "relation": "parent", "phone": "40 41 42 43", "carries": "Sover dårligt.", **fields}


def test_a_relative_is_written_in(client, site, journey):
    answer = client.post(url("add_relative", journey), told(wants_relief="on"))
    with at_site(site):
        row = Relative.objects.get(participant_id=journey.participant_id)
    assert answer.url == url("relative", journey, row.pk)
    assert (row.first_name, row.phone, row.carries, row.wants_relief) == (
        "Mona",
        "+4540414243",
        "Sover dårligt.",
        True,
    )


def test_what_they_carry_can_be_put_right(client, site, journey, mona):
    assert (
        client.post(url("relative", journey, mona.pk), told(wishes="En at tale med.", expected_version=1)).status_code
        == 302
    )
    with at_site(site):
        assert Relative.objects.get(pk=mona.pk).wishes == "En at tale med."


def test_a_short_number_keeps_what_was_typed(client, journey, mona):
    answer = client.post(url("relative", journey, mona.pk), told(phone="4041"))
    assert answer.status_code == 422
    assert "Sover dårligt." in text(answer)


def test_their_page_is_a_look_up_of_both(client, site, journey, mona):
    client.get(url("relative", journey, mona.pk))
    with at_site(site):
        assert set(Lookup.objects.get(page="journeys:relative").person_ids) == {journey.participant_id, mona.pk}


def test_their_own_link_is_sent(client, site, journey, mona):
    assert client.post(url("relative", journey, mona.pk), {"send_link": "1"}).status_code == 302
    with at_site(site):
        assert Message.objects.filter(name="relative_page").count() == 1


def test_somebody_elses_relative_is_not_there(client, site, guide, mona, now):
    other = make.a_journey(site, guide=guide, now=now)
    assert client.get(url("relative", other, mona.pk)).status_code == 404
