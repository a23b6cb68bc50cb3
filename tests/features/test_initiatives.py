"""New communities on their way: made with others, opened, and told to those who wait through their guide."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import make
from traedesten.consent import actions as consent
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.initiatives import MOVES, InitiativeMove, InitiativeState, after
from traedesten.domain.journey import MoveNotAllowed
from traedesten.domain.schedules import Regular
from traedesten.journeys import actions as journeys
from traedesten.messages.models import Message
from traedesten.offers.models import Offer
from traedesten.partners import actions, queries
from traedesten.partners.models import Initiative
from traedesten.tenancy.models import Area, User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TUESDAY = Regular("weekly", 1, time(14), time(16))
OPENS = {
    "kind": "lasting",
    "weekday": "1",
    "starts": "14:00",
    "ends": "16:00",
    "size": "small",
    "contact_name": "Lis",
}


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def boss(site, client):
    boss = make.a_coordinator(site)
    client.force_login(User.objects.get(pk=boss.user_id), backend=BACKEND)
    return boss


def begin(site, boss, now, *, prepared=True, **fields) -> Initiative:
    with at_site(site):
        about = {"name": "Haveholdet", "theme": "garden", "slot": "tue-pm", "area": Area.objects.first(), **fields}
        row = actions.start_initiative(by=boss, owner=User.objects.get(pk=boss.user_id), now=now, **about)
        if prepared:
            move = InitiativeMove.PREPARE
            row = actions.move_initiative(by=boss, initiative=row, move=move, now=now)
        return row


def who_waits(site, guide, now, **wishes):
    """Somebody who wishes for a garden and finds none."""
    journey = make.a_journey(site, guide=guide, now=now - timedelta(days=3))
    with at_site(site):
        by = make.as_guide(guide)
        wishes = {"interests": ["garden"], "times": ["tue-pm"], **wishes}
        journeys.write_wishes(by=by, journey=journey, now=now, **wishes)
    return journey


def url(site, name, *ids):
    return reverse(f"partners:{name}", args=[site.slug, *ids])


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_what_is_missing_becomes_an_idea_with_what_is_known(client, site, boss):
    with at_site(site):
        area = Area.objects.first()
    address = url(site, "start_initiative") + f"?emne=garden&by={area.pk}&tid=tue-pm"
    form = client.get(address).context["form"]
    assert (form["theme"].value(), form["slot"].value(), form["area"].value()) == ("garden", "tue-pm", area.pk)
    sent = {"name": "Haveholdet", "theme": "garden", "slot": "tue-pm", "area": area.pk, "owner": boss.user_id}
    answer = client.post(address, sent)
    with at_site(site):
        row = Initiative.objects.get()
    assert answer.url == url(site, "initiative", row.pk)
    assert (row.name, row.state, row.owner_id) == ("Haveholdet", "idea", boss.user_id)


def test_a_strange_address_proposes_nothing(client, site, boss):
    form = client.get(url(site, "start_initiative") + "?emne=x&by=y&tid=z").context["form"]
    assert (form["theme"].value(), form["slot"].value(), form["area"].value()) == (None, "", None)


def test_partners_and_steps_are_written_on_and_taken_off(client, site, boss, now):
    row = begin(site, boss, now)
    client.post(url(site, "add_partner", row.pk), {"name": "Haveforeningen", "brings": "Redskaber"})
    client.post(url(site, "add_step", row.pk), {"what": "Find et drivhus", "due_on": "2030-03-01"})
    with at_site(site):
        partner, step = row.partners.get(), row.steps.get()
    page = text(client.get(url(site, "initiative", row.pk)))
    assert "Haveforeningen" in page and "Redskaber" in page and "Find et drivhus" in page
    client.post(url(site, "mark_step", row.pk, step.pk), {"is_done": "yes"})
    assert "1 af ét skridt er gjort" in text(client.get(url(site, "initiatives")))
    client.post(url(site, "remove_partner", row.pk, partner.pk))
    with at_site(site):
        assert not row.partners.exists() and row.steps.get().done_at
    assert client.post(url(site, "add_step", row.pk), {"what": ""}).status_code == 422


def test_opening_puts_it_on_the_list_and_tells_the_guides_of_those_who_wait(client, site, boss, now):
    guide, other = make.a_guide(site), make.a_guide(site, "Knud Holm")
    waiting = [who_waits(site, guide, now) for _ in range(2)]
    who_waits(site, other, now, interests=["music"])
    row = begin(site, boss, now)
    assert client.post(url(site, "open_initiative", row.pk), OPENS).url == url(site, "initiative", row.pk)
    with at_site(site):
        opened = Initiative.objects.get(pk=row.pk)
        offer = Offer.objects.get(pk=opened.offer_id)
        [message] = Message.objects.filter(name="guide_new_offer")
        told = {waited.journey_id for waited in opened.awaiting.all()}
    assert (opened.state, offer.name, offer.interests, offer.kind) == ("opened", "Haveholdet", ["garden"], "lasting")
    assert told == {journey.pk for journey in waiting}
    assert "Frida" not in message.text and message.first_name == "Birthe"


def test_opening_twice_is_opening_once(client, site, boss, now):
    row = begin(site, boss, now)
    for _ in range(2):
        assert client.post(url(site, "open_initiative", row.pk), OPENS).status_code == 302
    with at_site(site):
        assert Offer.objects.filter(name="Haveholdet").count() == 1


def test_an_idea_is_prepared_before_it_opens(client, site, boss, now):
    row = begin(site, boss, now, prepared=False)
    assert client.post(url(site, "open_initiative", row.pk), OPENS).status_code == 409


def test_it_cannot_end_before_it_begins(client, site, boss, now):
    row = begin(site, boss, now)
    answer = client.post(url(site, "open_initiative", row.pk), {**OPENS, "ends": "13:00"})
    assert answer.status_code == 422 and "Det skal slutte" in text(answer)


def test_nobody_who_has_taken_back_their_yes_is_spoken_of(site, boss, now):
    guide = make.a_guide(site)
    journey = who_waits(site, guide, now)
    row = begin(site, boss, now)
    with at_site(site):
        assert [one.pk for one in queries.waiting_for(row, now)] == [journey.pk]
        about = {"person_id": journey.participant_id, "owners": journey.owners, "purpose": Purpose.CONTACT}
        given = consent.give_consent(by=boss, channel=Channel.PHONE, now=now, **about)
        consent.withdraw_consent(by=boss, consent=given, owners=journey.owners, now=now)
        assert queries.waiting_for(row, now) == []


def test_a_guide_sees_their_own_and_nobody_elses(client, site, boss, now):
    guide, other = make.a_guide(site), make.a_guide(site, "Knud Holm")
    journey = who_waits(site, guide, now)
    row = begin(site, boss, now)
    with at_site(site):
        actions.open_initiative(by=boss, initiative=row, regular=TUESDAY, kind="practice", size="small", now=now)
    client.force_login(User.objects.get(pk=guide.user_id), backend=BACKEND)
    page = text(client.get(url(site, "opened", row.pk)))
    assert "Frida" in page and reverse("journeys:lay_stone", args=[site.slug, journey.pk]) in page
    client.force_login(User.objects.get(pk=other.user_id), backend=BACKEND)
    page = text(client.get(url(site, "opened", row.pk)))
    assert "Frida" not in page and "Ingen af dem, du følges med nu" in page
    assert client.get(url(site, "initiatives")).status_code == 403


def test_a_partner_follows_by_link_and_sees_nothing_about_people(client, site, boss, now):
    guide = make.a_guide(site)
    who_waits(site, guide, now)
    row = begin(site, boss, now, about="Vi sår og spiser.")
    with at_site(site):
        actions.add_partner(by=boss, initiative=row, name="Haveforeningen", now=now)
    client.logout()
    address = url(site, "follow", row.follow_token)
    page = text(client.get(address))
    assert "Haveholdet er på vej" in page and "Haveforeningen" in page and "Vi sår og spiser." in page
    assert "Frida" not in page and "venter" not in page and "Hanne" not in page
    with at_site(site):
        actions.renew_follow_link(by=boss, initiative=row, now=now)
    assert client.get(address).status_code == 410
    assert client.get(url(site, "follow", "ukendt-ukendt-ukendt")).status_code == 410


def test_what_is_dropped_is_not_followed_and_can_be_picked_up(client, site, boss, now):
    row = begin(site, boss, now)
    client.post(url(site, "move_initiative", row.pk), {"move": "drop"})
    assert client.get(url(site, "follow", row.follow_token)).status_code == 410
    client.post(url(site, "move_initiative", row.pk), {"move": "pick_up"})
    assert client.get(url(site, "follow", row.follow_token)).status_code == 200
    assert client.post(url(site, "move_initiative", row.pk), {"move": "pick_up"}).status_code == 409


def test_a_form_somebody_else_overtook_shows_both(client, site, boss, now):
    row = begin(site, boss, now)
    with at_site(site):
        actions.edit_initiative(by=boss, initiative=row, now=now, name="Drivhuset")
    sent = {"name": "Kolonihaven", "theme": "garden", "owner": boss.user_id, "expected_version": row.version}
    answer = client.post(url(site, "edit_initiative", row.pk), sent)
    assert answer.status_code == 409
    assert "Drivhuset" in text(answer) and "Kolonihaven" in text(answer)


def test_few_who_wait_are_not_counted_out(client, site, boss, now):
    guide = make.a_guide(site)
    who_waits(site, guide, now)
    row = begin(site, boss, now)
    assert "Færre end fem på vej venter på det" in text(client.get(url(site, "initiative", row.pk)))


def test_many_who_wait_cost_no_more_queries(client, site, boss, now):
    guide = make.a_guide(site)
    row = begin(site, boss, now)

    def cost() -> int:
        client.get(url(site, "initiative", row.pk))
        with CaptureQueriesContext(connection) as seen:
            client.get(url(site, "initiative", row.pk))
        return len(seen)

    who_waits(site, guide, now)
    make.an_offer(site)
    few = cost()
    for _ in range(6):
        who_waits(site, guide, now)
        make.an_offer(site)
    assert cost() == few


@pytest.mark.parametrize("state", InitiativeState)
@pytest.mark.parametrize("move", InitiativeMove)
def test_the_table_of_states(state, move):
    if move in MOVES[state]:
        assert after(state, move) == MOVES[state][move]
    else:
        with pytest.raises(MoveNotAllowed):
            after(state, move)


def test_a_day_that_has_passed_is_said(client, site, boss, now):
    row = begin(site, boss, now, opens_on=date(2020, 1, 1))
    assert "dagen er gået" in text(client.get(url(site, "initiatives")))
    sent = {"name": "Haveholdet", "theme": "garden", "owner": boss.user_id, "opens_on": "2020-01-01"}
    assert client.post(url(site, "edit_initiative", row.pk), sent).status_code == 302, "it was so before"
    refused = client.post(url(site, "start_initiative"), sent)
    assert refused.status_code == 422 and "Den dag er gået" in refused.content.decode()
