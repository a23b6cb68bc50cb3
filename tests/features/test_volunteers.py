"""The guides of a site, as the coordinator keeps them and as they keep themselves."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests import make
from traedesten.audit.models import Lookup
from traedesten.messages.models import Message
from traedesten.people import queries
from traedesten.people.models import Volunteer
from traedesten.tenancy.models import Membership, User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LIST, MINE = "/s/holstebro/guider/", "/s/holstebro/mig/"
FORM = {
    "first_name": "Jonas",
    "last_name": "Meldgaard",
    "email": "jonas@example.org",
    "phone": "30 55 21 09",
    "languages": ["da", "en"],
    "interests": ["games"],
    "capacity": "2",
}


def sign_in(client, actor_or_guide):
    client.force_login(User.objects.get(pk=actor_or_guide.user_id), backend=BACKEND)
    return client


@pytest.fixture
def boss(client, site):
    return sign_in(client, make.a_coordinator(site))


def looks(site, page):
    with at_site(site):
        return Lookup.objects.filter(page=page).count()


def test_the_list_shows_load_town_and_those_who_are_away(boss, site):
    guide = make.a_guide(site, capacity=2, away_from="2020-01-01", away_until="2099-01-01")
    make.a_journey(site, guide=guide)
    page = boss.get(LIST).content.decode()
    assert "Birthe Kjær" in page and "1 af 2 pladser ledige" in page and "Byen" in page and "Væk til" in page
    assert looks(site, "people:volunteers") == 1


def test_the_list_costs_the_same_for_one_and_twenty(boss, site):
    make.a_guide(site)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert boss.get(LIST).status_code == 200
        return len(queries)

    cost()
    first = cost()
    for number in range(19):
        make.a_guide(site, f"Guide {number}")
    assert cost() == first


def test_a_volunteer_is_invited_and_invited_again(boss, site):
    assert boss.post(LIST + "ny/", FORM).status_code == 302
    with at_site(site):
        row = Volunteer.objects.get()
        assert (row.first_name, row.phone, row.languages) == ("Jonas", "+4530552109", ["da", "en"])
    assert "ikke kommet ind endnu" in boss.get(LIST).content.decode()
    assert boss.post(f"{LIST}{row.pk}/igen/").status_code == 302
    with at_site(site):
        assert Message.objects.filter(name="invitation").count() >= 1


def test_an_invitation_with_a_fault_keeps_what_was_typed(boss, site):
    answer = boss.post(LIST + "ny/", {**FORM, "phone": "123", "first_name": "Jonas 250947-9989"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Meldgaard" in page and "jonas@example.org" in page and "CPR" in page


def test_the_same_e_mail_is_not_invited_twice(boss, site):
    boss.post(LIST + "ny/", FORM)
    assert boss.post(LIST + "ny/", {**FORM, "email": "JONAS@example.org"}).status_code == 422
    with at_site(site):
        assert Volunteer.objects.count() == 1


def test_the_coordinator_edits_a_guide(boss, site):
    guide = make.a_guide(site)
    address = f"{LIST}{guide.pk}/"
    assert boss.get(address).status_code == 200 and looks(site, "people:volunteer") == 1
    fields = {**FORM, "times": ["mon-am", "sun-eve"], "capacity": "3", "expected_version": guide.version}
    assert boss.post(address, fields).status_code == 302
    with at_site(site):
        row = Volunteer.objects.get()
        assert (row.first_name, row.times, row.capacity) == ("Jonas", ["mon-am", "sun-eve"], 3)


def test_away_dates_come_in_pairs_and_in_order(boss, site):
    guide = make.a_guide(site)
    for away in ({"away_from": "2026-12-01"}, {"away_from": "2026-12-02", "away_until": "2026-12-01"}):
        answer = boss.post(f"{LIST}{guide.pk}/", {**FORM, **away})
        assert (answer.status_code, away["away_from"] in answer.content.decode()) == (422, True)


def test_nobody_is_left_without_a_guide_at_a_goodbye(boss, site):
    guide = make.a_guide(site)
    journey = make.a_journey(site, guide=guide)
    address = f"{LIST}{guide.pk}/farvel/"
    answer = boss.post(address)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Frida" in page and f"/forloeb/{journey.pk}/skift-guide/" in page
    with at_site(site):
        assert Membership.objects.filter(user_id=guide.user_id).exists()


def test_after_a_goodbye_the_next_request_is_refused_and_the_guide_is_not_counted(boss, client, site):
    guide = make.a_guide(site)
    assert boss.get(f"{LIST}{guide.pk}/farvel/").status_code == 200
    assert boss.post(f"{LIST}{guide.pk}/farvel/").status_code == 302
    assert "har sagt farvel" in boss.get(LIST).content.decode()
    with at_site(site):
        assert not queries.guides().exists()
    assert sign_in(client, guide).get(MINE).status_code == 404


def test_a_guide_may_not_see_the_list_and_another_site_finds_nothing(client, site, other_site):
    guide = make.a_guide(site)
    paths = [LIST, LIST + "ny/", f"{LIST}{guide.pk}/", f"{LIST}{guide.pk}/farvel/"]
    sign_in(client, guide)
    assert {client.get(path).status_code for path in paths} == {403}
    sign_in(client, make.a_coordinator(other_site))
    assert {client.get(path).status_code for path in paths} == {404}
    assert client.get(f"/s/skovby/guider/{guide.pk}/").status_code == 404
    assert client.get(f"/s/skovby/guider/{guide.pk}/billede.jpg").status_code == 404


def a_photo(size=(900, 600), form="JPEG", **options):
    content = BytesIO()
    Image.new("RGB", size, "teal").save(content, form, **options)
    return SimpleUploadedFile("mig.jpg", content.getvalue(), "image/jpeg")


def mine(**fields):
    return {"phone": "30552108", "languages": ["da"], "capacity": "2", "expected_version": "1", **fields}


def test_a_guide_keeps_their_own_profile(client, site):
    guide = make.a_guide(site)
    sign_in(client, guide)
    assert client.get(MINE).status_code == 200 and looks(site, "people:profile") == 1
    assert client.post(MINE, mine(times=["sat-am"], about="Jeg kan lide te.", capacity="1")).status_code == 302
    with at_site(site):
        row = Volunteer.objects.get()
        assert (row.times, row.about, row.capacity, row.first_name) == (["sat-am"], "Jeg kan lide te.", 1, "Birthe")


def test_a_picture_becomes_a_small_square_without_its_metadata(client, site):
    guide = make.a_guide(site)
    sign_in(client, guide)
    exif = Image.Exif()
    exif[0x010E] = "Hjemme hos Frida"
    assert client.post(MINE, mine(new_picture=a_photo(exif=exif))).status_code == 302
    answer = client.get(f"{LIST}{guide.pk}/billede.jpg")
    kept = Image.open(BytesIO(answer.content))
    assert (answer["Content-Type"], kept.size, kept.format) == ("image/jpeg", (320, 320), "JPEG")
    assert not kept.getexif() and b"Frida" not in answer.content
    assert client.post(MINE, mine(remove_picture="on", expected_version="2")).status_code == 302
    assert client.get(f"{LIST}{guide.pk}/billede.jpg").status_code == 404


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("a.jpg", b"not a picture", "image/jpeg"),
        SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        SimpleUploadedFile("a.jpg", b"", "image/jpeg"),
        SimpleUploadedFile("a.jpg", b"x" * (5 * 1024 * 1024 + 1), "image/jpeg"),
    ],
    ids=["text", "svg", "empty", "too large"],
)
def test_what_is_no_picture_is_kindly_refused(client, site, upload):
    sign_in(client, make.a_guide(site))
    upload.seek(0)
    answer = client.post(MINE, mine(about="Jeg kan lide te.", new_picture=upload))
    assert (answer.status_code, "Jeg kan lide te." in answer.content.decode()) == (422, True)
    with at_site(site):
        assert Volunteer.objects.get().picture == ""


def test_a_broken_jpeg_is_refused(client, site):
    sign_in(client, make.a_guide(site))
    whole = a_photo().read()
    cut = SimpleUploadedFile("a.jpg", whole[: len(whole) // 2], "image/jpeg")
    assert client.post(MINE, mine(new_picture=cut)).status_code == 422


def test_without_a_volunteer_there_is_no_profile(boss):
    assert boss.get(MINE).status_code == 404
    assert timezone.now()


def test_a_guide_without_places_is_not_invited_and_not_kept_in_silence(boss, site):
    answer = boss.post(reverse("people:invite_volunteer", args=[site.slug]), {**FORM, "capacity": "0"})
    assert answer.status_code == 422 and "Skriv mindst 1." in answer.content.decode()
    guide = make.a_guide(site)
    answer = boss.post(
        reverse("people:volunteer", args=[site.slug, guide.pk]),
        {**FORM, "capacity": "0", "expected_version": guide.version},
        follow=True,
    )
    assert "har nu ingen pladser" in answer.content.decode()
