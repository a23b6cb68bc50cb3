"""Logging a contact: three taps, on a phone, with or without network."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests import make
from traedesten.journeys import actions
from traedesten.journeys.models import Contact
from traedesten.tenancy.scope import at_site


def url(name, journey, *ids):
    return reverse(f"journeys:{name}", args=[journey.site.slug, journey.pk, *ids])


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


KEY = "7f0c2a34-0f5e-4a4a-9a55-0a2d9f6a1b1"


def a_note(**fields) -> dict:
    at = timezone.localtime() - timedelta(minutes=1)
    note = {"kind": "met", "note": "Vi gik en tur.", "held_at": f"{at:%Y-%m-%dT%H:%M}", "client_key": KEY + "1"}
    return {**note, **fields}


def notes(site, journey) -> list[Contact]:
    with at_site(site):
        return list(journey.contacts.filter(client_key=KEY + "1"))


def next_step(site, journey) -> tuple:
    with at_site(site):
        fresh = journey.locked()
    return fresh.next_step, fresh.next_on


def test_three_taps_and_back_to_the_day(client, site, journey):
    answer = client.post(url("log_contact", journey), a_note(note=""))
    assert answer.url == reverse("home:day", args=[site.slug])
    assert [row.kind for row in notes(site, journey)] == ["met"]


def test_a_note_sent_twice_is_one(client, site, journey):
    for _ in range(2):
        assert client.post(url("log_contact", journey), a_note()).status_code == 302
    assert len(notes(site, journey)) == 1


def test_the_phones_outbox_is_told_whether_the_note_was_taken(client, journey):
    outbox = {"X-Outbox": "1"}
    assert client.post(url("log_contact", journey), a_note(), headers=outbox).status_code == 204
    assert client.post(url("log_contact", journey), a_note(kind="x"), headers=outbox).status_code == 422


def test_a_page_the_phone_keeps_does_not_use_up_the_words_after_a_note(client, journey):
    client.post(url("log_contact", journey), a_note(), headers={"X-Outbox": "1"})
    words = "Tak. Dit notat er gemt."
    assert words not in text(client.get(url("journey", journey), headers={"X-Kept": "1"}))
    assert words in text(client.get(url("journey", journey)))
    assert words not in text(client.get(url("journey", journey)))


def test_the_form_is_ready_for_the_outbox(client, site, journey):
    page = text(client.get(url("log_contact", journey)))
    assert f'data-outbox data-after="{reverse("home:day", args=[site.slug])}"' in page
    assert 'name="client_key"' in page
    assert "data-saved" in page


def test_ring_again_in_a_week(client, site, journey, now):
    client.post(url("log_contact", journey), a_note(next="call"))
    assert next_step(site, journey) == ("Ring til Frida igen", timezone.localdate(now) + timedelta(days=7))


def test_a_visit_as_next_step_leads_on_to_the_path(client, journey):
    assert client.post(url("log_contact", journey), a_note(next="visit")).url == url("lay_stone", journey)


def test_own_words_need_words(client, journey):
    answer = client.post(url("log_contact", journey), a_note(next="own"))
    assert answer.status_code == 422
    assert "Vi gik en tur." in text(answer)


def test_the_next_step_is_kept_and_taken_away(client, site, journey):
    client.post(url("log_contact", journey), a_note(next="own", next_words="Hent cyklen", client_key=KEY + "2"))
    client.post(url("log_contact", journey), a_note(next=""))
    assert next_step(site, journey) == ("Hent cyklen", None)
    client.post(url("log_contact", journey), a_note(next="none", client_key=KEY + "3"))
    assert next_step(site, journey) == ("", None)


def test_the_future_has_not_happened(client, journey):
    at = timezone.localtime() + timedelta(hours=2)
    answer = client.post(url("log_contact", journey), a_note(held_at=f"{at:%Y-%m-%dT%H:%M}"))
    assert answer.status_code == 422
    assert "fremtiden" in text(answer)


def test_a_cpr_number_is_not_kept(client, site, journey):
    answer = client.post(url("log_contact", journey), a_note(note="Hun er 250947-9989"))
    assert answer.status_code == 422
    assert "Det ligner et CPR-nummer" in text(answer)
    assert notes(site, journey) == []


def test_a_talk_with_a_relative_is_theirs(client, site, guide, journey, now):
    with at_site(site):
        mona = actions.add_relative(by=make.as_guide(guide), journey=journey, first_name="Mona", now=now)
    client.post(url("log_contact", journey), a_note(kind="phone", relative=mona.pk))
    [note] = notes(site, journey)
    assert (note.relative_id, note.key_id) == (mona.pk, mona.key_id)


def test_nothing_is_chosen_beforehand_and_an_empty_note_is_none(client, site, journey):
    assert "checked" not in text(client.get(url("log_contact", journey))).split('name="note"')[0]
    empty = a_note(note="")
    del empty["kind"]
    answer = client.post(url("log_contact", journey), empty)
    assert answer.status_code == 422 and "Vælg, hvad der skete." in text(answer)
    assert notes(site, journey) == []


def take_back(client, journey, note):
    return client.post(url("take_back_contact", journey, note.pk))


def test_a_note_taken_back_is_gone_and_so_is_what_it_changed(client, site, journey, now):
    with at_site(site):
        journey = journey.locked()
        journey.wants_call_since, journey.next_step = now - timedelta(hours=3), "Hent cyklen"
        journey.save()
        heard = journey.last_contact_at
    client.post(url("log_contact", journey), a_note(next="call"))
    [note] = notes(site, journey)
    assert "Fortryd" in text(client.get(url("journey", journey)))
    assert "slettet" in text(client.post(url("take_back_contact", journey, note.pk), follow=True))
    with at_site(site):
        fresh = journey.locked()
        assert (fresh.next_step, fresh.last_contact_at) == ("Hent cyklen", heard)
        assert fresh.wants_call_since is not None
    assert notes(site, journey) == []


def test_only_the_author_takes_a_note_back_and_only_that_day(client, site, guide, journey, now):
    with at_site(site):
        theirs = {"kind": "phone", "held_at": now, "journey": journey}
        staff = actions.log_contact(by=make.a_coordinator(site), client_key=KEY + "2", now=now, **theirs)
        old = actions.log_contact(
            by=make.as_guide(guide), client_key=KEY + "3", now=now - timedelta(days=1), **theirs
        )
    for note in (staff, old):
        assert take_back(client, journey, note).status_code == 409
    with at_site(site):
        assert journey.contacts.filter(pk__in=[staff.pk, old.pk]).count() == 2


def test_taking_back_twice_is_a_note_that_is_not_there(client, site, journey):
    client.post(url("log_contact", journey), a_note())
    [note] = notes(site, journey)
    assert take_back(client, journey, note).status_code == 302
    assert take_back(client, journey, note).status_code == 404


def test_somebody_elses_journey_is_not_there(client, site, guide, now):
    assert client.post(url("log_contact", make.a_journey(site, now=now)), a_note()).status_code == 404
