"""The public front pages, and the way in for those who sign in."""

from django.urls import reverse

from tests import make
from traedesten.domain.access import Role
from traedesten.tenancy.models import Membership, User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client, user_id: int) -> None:
    client.force_login(User.objects.get(pk=user_id), backend=BACKEND)


def test_the_front_page_lists_the_places(client, site, other_site):
    html = client.get("/").content.decode()
    assert "Ingen skal gå alene ind ad døren" in html
    for place in (site, other_site):
        assert reverse("home:site", args=[place.slug]) in html


def test_the_page_of_a_place_leads_to_the_card_and_the_phone(client, site):
    make.a_guide(site, "Birthe Kjær")
    html = client.get(reverse("home:site", args=[site.slug])).content.decode()
    refer = reverse("referrals:refer", args=[site.slug])
    for words in (f'href="{refer}"', f'href="{refer}?hvem=selv"', "tel:+4597110000", "De følges derhen"):
        assert words in html
    assert "Birthe" not in html


def test_a_place_that_is_not_there_is_not_found(client, db):
    assert client.get("/findes-ikke/").status_code == 404


def test_my_sites_asks_for_a_sign_in(client, db):
    assert client.get(reverse("home:my_sites")).url.startswith(reverse("account_login"))


def test_the_one_place_opens_by_role(client, site):
    staff = reverse("home:staff", args=[site.slug])
    sign_in(client, make.a_coordinator(site).user_id)
    assert client.get(reverse("home:my_sites")).url == staff
    assert client.get(staff).url == reverse("home:board", args=[site.slug])
    sign_in(client, make.a_guide(site).user_id)
    assert client.get(staff).url == reverse("home:day", args=[site.slug])


def test_several_places_are_a_choice(client, site, other_site):
    actor = make.a_coordinator(site)
    with at_site(other_site):
        Membership.objects.create(user_id=actor.user_id, role=Role.GUIDE, since_on=make.NOW.date())
    sign_in(client, actor.user_id)
    html = client.get(reverse("home:my_sites")).content.decode()
    for place in (site, other_site):
        assert reverse("home:staff", args=[place.slug]) in html


def test_no_place_is_told_kindly(client, db):
    sign_in(client, make.a_user().pk)
    html = client.get(reverse("home:my_sites")).content.decode()
    assert "hører ikke til noget sted endnu" in html


def test_staff_pages_are_closed_to_other_places(client, site, other_site):
    sign_in(client, make.a_coordinator(other_site).user_id)
    assert client.get(reverse("home:staff", args=[site.slug])).status_code == 404
