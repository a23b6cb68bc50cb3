"""The talk before a group: what it covers, what comes out of it, and what is never kept."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from traedesten.audit.models import Event, Lookup
from traedesten.domain.cpr import CprFound
from traedesten.domain.groups import PoolMoveNotAllowed
from traedesten.groups import actions as groups
from traedesten.groups.models import NotWith, Seeker, Talk
from traedesten.journeys import actions as journeys
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import User
from traedesten.tenancy.queries import areas
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def by(site):
    return make.a_coordinator(site)


@pytest.fixture
def staff(by) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=by.user_id), backend=BACKEND)
    return client


@pytest.fixture
def programme(site, by):
    return make.a_programme(site, by=by)


@pytest.fixture
def journal(site, by):
    return make.a_programme(site, "journal", by=by, name="Med journal", journal="ordinary")


def page_of(seeker, rest: str = "samtale/") -> str:
    return f"/s/holstebro/grupper/venter/{seeker.pk}/{rest}"


def answers(seeker, **changed) -> dict:
    told = {
        "covered": ["what_it_is", "what_it_is_not", "fits_now"],
        "times": ["tue-eve", "thu-eve"],
        "reach_km": "15",
        "wishes_gender": "mixed",
        "wishes_age": "near",
        "languages": ["da"],
        "access_needs": ["step_free"],
        "stays": ["known_face"],
        "outcome": "found_ready",
        "expected_version": str(seeker.version),
        **changed,
    }
    return {name: value for name, value in told.items() if value is not None}


def fresh(seeker) -> Seeker:
    with at_site(seeker.site_id):
        return Seeker.objects.get(pk=seeker.pk)


def talk_of(seeker) -> Talk:
    with at_site(seeker.site_id):
        return Talk.objects.get(seeker=seeker)


def test_the_guide_through_the_talk_asks_in_order_and_never_for_a_last_name(staff, programme):
    seeker = make.a_seeker(programme)
    page = staff.get(page_of(seeker)).content.decode()
    order = ["Hvad en gruppe er", "Hvad den ikke er", "Hvad de håber på", "Om en gruppe passer", "bliver i gruppen"]
    assert sorted(order, key=page.index) == order
    assert "Efternavn" not in page and "Noter" not in page and "Her føres ikke journal" in page
    assert "Efternavn" not in staff.get(page_of(seeker, "ret/")).content.decode()


def test_where_a_journal_is_kept_there_is_room_for_a_note_and_a_last_name(staff, journal):
    seeker = make.a_seeker(journal)
    assert "Noter" in staff.get(page_of(seeker)).content.decode()
    assert "Efternavn" in staff.get(page_of(seeker, "ret/")).content.decode()
    staff.post(page_of(seeker), answers(seeker, note="Glæder sig."))
    assert talk_of(seeker).note == "Glæder sig."


def test_ready_keeps_what_composing_needs(staff, programme):
    seeker = make.a_seeker(programme)
    answer = staff.post(page_of(seeker), answers(seeker, small_only="on"))
    assert answer["Location"] == page_of(seeker, "")
    talk = talk_of(seeker)
    assert (talk.times, talk.reach_km, talk.small_only) == (["tue-eve", "thu-eve"], 15, True)
    assert (talk.wishes_gender, talk.wishes_age, talk.stays) == ("mixed", "near", ["known_face"])
    assert (fresh(seeker).state, talk.covered[0]) == ("ready", "what_it_is")
    page = staff.get(page_of(seeker, "")).content.decode()
    assert "Frida er klar til en gruppe" in page and "15 km" in page and "Helst blandet" in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"times": None}, "Uden en tid kan vi ikke finde en gruppe"),
        ({"outcome": None}, "Vælg, hvad I blev enige om"),
        ({"outcome": "withdraw"}, "Hvad blev I enige om?"),
        ({"reach_km": "0"}, "Det er for lidt"),
        ({"times": ["tue-midnight"]}, "Hvornår passer en fast tid"),
        ({"outcome": "put_off", "ask_again_on": "2020-01-01"}, "ikke er kommet endnu"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(staff, programme, changed, words):
    seeker = make.a_seeker(programme)
    answer = staff.post(page_of(seeker), answers(seeker, **changed))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert fresh(seeker).state == "for_talk"
    with at_site(seeker.site_id):
        assert not Talk.objects.exists()


def test_not_now_is_asked_again_on_the_day(staff, programme):
    seeker, again = make.a_seeker(programme), timezone.localdate() + timedelta(days=30)
    staff.post(page_of(seeker), answers(seeker, outcome="put_off", times=None, ask_again_on=again.isoformat()))
    assert (fresh(seeker).state, fresh(seeker).ask_again_on) == ("not_now", again)
    assert not fresh(seeker).is_to_be_asked(again - timedelta(days=1))
    assert fresh(seeker).is_to_be_asked(again)


def test_other_help_is_a_card_in_the_inbox_that_becomes_a_journey(staff, by, programme):
    with at_site(programme.site_id):
        area = areas().first()
    seeker = make.a_seeker(programme, area=area, best_time="efter kl. 16")
    staff.post(page_of(seeker), answers(seeker, outcome="show_on", may_refer="on"))
    with at_site(programme.site_id):
        referral = Referral.objects.get()
        assert fresh(seeker).referral_id == referral.pk
        assert (referral.first_name, referral.phone, referral.source) == ("Frida", "+4540121860", "self")
        assert (referral.area, referral.best_time) == (area, "efter kl. 16")
        assert journeys.open_journey(by=by, referral=referral, now=timezone.now()).stage == "assessing"
    assert f"/henvisning/{referral.pk}/" in staff.get(page_of(seeker, "")).content.decode()


def test_without_their_yes_nothing_is_sent(staff, programme):
    seeker = make.a_seeker(programme)
    staff.post(page_of(seeker), answers(seeker, outcome="show_on"))
    with at_site(programme.site_id):
        assert not Referral.objects.exists()
    assert "Der er ikke sendt noget" in staff.get(page_of(seeker, "")).content.decode()


def test_not_with_is_chosen_among_the_others_by_first_name_and_area(staff, programme):
    seeker = make.a_seeker(programme)
    with at_site(programme.site_id):
        area = areas().first()
    other = make.a_seeker(programme, first_name="Aksel", phone="+4540121861", area=area)
    page = staff.get(page_of(seeker)).content.decode()
    assert f"Aksel, {area.name}" in page
    staff.post(page_of(seeker), answers(seeker, not_with=[str(other.pk)]))
    with at_site(programme.site_id):
        assert [(pair.seeker_id, pair.other_id) for pair in NotWith.objects.all()] == [(seeker.pk, other.pk)]
    assert "Aksel" in staff.get(page_of(seeker, "")).content.decode()
    assert "Frida" not in staff.get(page_of(other, "")).content.decode()
    staff.post(page_of(seeker), answers(fresh(seeker), not_with=None))
    with at_site(programme.site_id):
        assert not NotWith.objects.exists()


def test_a_later_talk_changes_the_first_and_keeps_its_day(staff, programme):
    seeker = make.a_seeker(programme)
    staff.post(page_of(seeker), answers(seeker))
    held_at = talk_of(seeker).held_at
    staff.post(page_of(seeker), answers(fresh(seeker), reach_km="5"))
    assert (talk_of(seeker).reach_km, talk_of(seeker).held_at) == (5, held_at)


def test_who_is_overtaken_loses_nothing(staff, by, programme):
    seeker = make.a_seeker(programme)
    with at_site(programme.site_id):
        groups.edit_seeker(by=by, seeker=seeker, first_name="Frida M", now=timezone.now())
    answer = staff.post(page_of(seeker), answers(seeker))
    page = answer.content.decode()
    assert answer.status_code == 409 and "En anden har skrevet her imens" in page
    assert f'value="{fresh(seeker).version}"' in page and fresh(seeker).state == "for_talk"


def test_a_held_sign_up_is_not_talked_with_before_it_is_let_in(by, programme):
    seeker = make.a_seeker(programme, suspicions=["honeypot"])
    with at_site(programme.site_id), pytest.raises(PoolMoveNotAllowed):
        groups.hold_talk(by=by, seeker=seeker, outcome="found_ready", now=timezone.now())


# ---- No journal ----


def test_without_a_journal_notes_and_last_names_are_refused(by, programme):
    seeker, now = make.a_seeker(programme), timezone.now()
    with at_site(programme.site_id):
        with pytest.raises(groups.NotKept, match="note"):
            groups.hold_talk(by=by, seeker=seeker, outcome="found_ready", note="Er ked af det.", now=now)
        with pytest.raises(groups.NotKept, match="last_name"):
            groups.edit_seeker(by=by, seeker=seeker, last_name="Holm", now=now)
        with pytest.raises(groups.NotKept, match="last_name"):
            make.a_seeker(programme, phone="+4540121862", last_name="Holm")
        with pytest.raises(CprFound):
            groups.edit_seeker(by=by, seeker=seeker, best_time="010203-1234", now=now)
    assert (fresh(seeker).state, fresh(seeker).last_name) == ("for_talk", "")


def test_a_note_that_is_posted_anyway_is_not_kept(staff, programme):
    seeker = make.a_seeker(programme)
    staff.post(page_of(seeker), answers(seeker, note="Er ked af det."))
    assert (fresh(seeker).state, talk_of(seeker).note) == ("ready", "")


def test_a_journey_is_tied_only_where_a_journal_is_kept(site, staff, by, programme, journal):
    journey = make.a_journey(site, stage="waiting")
    page = f"/s/holstebro/grupper/venter/forloeb/{journey.pk}/"
    assert "Foreslå en selvhjælpsgruppe" in staff.get(f"/s/holstebro/forloeb/{journey.pk}/").content.decode()
    assert staff.post(page, {"programme": programme.pk}).status_code == 422
    for row in (programme, journal):
        staff.post(page, {"programme": row.pk, "has_said_yes": "on"})
    with at_site(site):
        tied = {row.programme_id: row.participant_id for row in Seeker.objects.filter(came="journey")}
        names = {(row.first_name, row.last_name, row.phone) for row in Seeker.objects.all()}
    assert tied == {programme.pk: None, journal.pk: journey.participant_id}
    assert names == {("Frida", "", "+4540121860")}


def test_switching_to_no_journal_forgets_what_only_a_journal_may_hold(site, by, journal):
    journey, now = make.a_journey(site, stage="waiting"), timezone.now()
    tied = make.a_seeker(journal, by=by, participant=journey.participant, came="journey", last_name="Holm")
    other = make.a_seeker(make.a_programme(site, "anden", by=by, journal="ordinary"), by=by, last_name="Lund")
    held = {"by": by, "outcome": "found_ready", "note": "Er ked af det.", "now": now}
    with at_site(site):
        for seeker in (tied, other):
            groups.hold_talk(seeker=seeker, times=["mon-am"], **held)
        assert groups.forget_notes(by=by, programme=journal, now=now) == 2
        assert Event.objects.filter(verb="programme.notes_forgotten").count() == 1
    assert (fresh(tied).last_name, fresh(tied).participant_id, talk_of(tied).note) == ("", None, "")
    assert (fresh(tied).first_name, talk_of(tied).times) == ("Frida", ["mon-am"])
    assert (fresh(other).last_name, talk_of(other).note) == ("Lund", "Er ked af det.")


def test_each_page_about_a_person_is_written_down_once(staff, programme):
    seeker = make.a_seeker(programme)
    for rest, name in (("", "seeker"), ("samtale/", "talk"), ("ret/", "edit_seeker")):
        staff.get(page_of(seeker, rest))
        with at_site(programme.site_id):
            assert Lookup.objects.filter(page=f"groups:{name}", person_ids=[seeker.pk]).count() == 1


def test_a_guide_finds_none_of_it(site, programme):
    seeker, guide = make.a_seeker(programme), make.a_guide(site)
    client = Client()
    client.force_login(User.objects.get(pk=guide.user_id), backend=BACKEND)
    for path in (page_of(seeker), page_of(seeker, ""), "/s/holstebro/grupper/venter/"):
        assert client.get(path).status_code == 403


def test_a_programme_that_stops_keeping_a_journal_forgets_what_it_kept(site, by, journal):
    seeker = make.a_seeker(journal, last_name="Kanarisen")
    with at_site(site):
        groups.hold_talk(by=by, seeker=seeker, outcome="found_ready", note="Kanarifugl", now=make.NOW)
        groups.write_programme(by=by, programme=journal, journal="none", now=make.NOW)
        fresh = Seeker.objects.get(pk=seeker.pk)
        assert (fresh.last_name, fresh.participant, fresh.talk.note) == ("", None, "")
