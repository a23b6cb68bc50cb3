"""What never comes out of the API: closed offers, contact persons without a yes, another site's rows."""

from datetime import timedelta

from tests import make
from tests.api.conftest import LATER, LISTS, Reader, edited, many_offers, published
from traedesten.api.models import PublishedOffer, PublishedTime
from traedesten.tenancy.scope import at_site


def test_a_closed_offer_is_gone_at_once(site, everybody, at_home):
    kept, closed = make.an_offer(site, "Bliver"), make.an_offer(site, "Lukker")
    published(site)
    assert everybody.names() == at_home.names() == {"Bliver", "Lukker"}
    edited(site, closed, is_open=False)
    assert everybody.names() == at_home.names() == everybody.names("/service_at_locations") == {"Bliver"}
    assert everybody.ask(f"/services/{closed.pk}").status_code == 404
    assert list(PublishedTime.objects.values_list("offer_id", flat=True)) == [kept.pk]
    published(site, now=LATER)
    assert everybody.names() == {"Bliver"}
    edited(site, closed, is_open=True)
    published(site, now=LATER)
    assert everybody.names() == {"Bliver", "Lukker"}


def test_a_deleted_offer_is_gone_at_once(site, everybody):
    offer = make.an_offer(site)
    published(site)
    with at_site(site):
        offer.locked().delete()
    assert everybody.names() == set()


def test_an_organization_goes_with_its_last_open_offer(site, everybody):
    offer = make.an_offer(site, organisation="Husflid", about="")
    published(site)
    assert everybody.names("/organizations") == {"Husflid"}
    edited(site, offer, is_open=False)
    assert everybody.names("/organizations") == set()


SECRETS = ("Gunvor", "61727374", "lone@example.org")


def everything(reader: Reader) -> str:
    answers = [reader.ask(path, {"full": "true", "per_page": 1000}).content.decode() for path in LISTS]
    return "".join([*answers, *(str(reader.lines(path, full="true")) for path in LISTS)])


def test_a_contact_person_is_shown_only_after_a_yes(site, everybody):
    offer = make.an_offer(site, contact_name="Gunvor", contact_email="lone@example.org")
    published(site)
    assert [secret for secret in SECRETS if secret in everything(everybody)] == []
    edited(site, offer, contact_public_since=LATER)
    published(site, now=LATER)
    assert [secret for secret in SECRETS if secret in everything(everybody)] == list(SECRETS)
    edited(site, offer, contact_public_since=None)
    assert [secret for secret in SECRETS if secret in everything(everybody)] == []
    (row,) = PublishedOffer.objects.all()
    assert row.changed_at > LATER - timedelta(days=3650) and row.record["last_modified"]


def test_a_site_shows_its_own_and_everybody_sees_those_that_share(site, other_site, everybody, at_home):
    own, foreign = make.an_offer(site, "Her"), make.an_offer(other_site, "Der", organisation="Andre", about="")
    published(site)
    published(other_site)
    assert everybody.names() == {"Her", "Der"}
    assert at_home.names() == {"Her"}
    assert at_home.names("/organizations") == set()
    assert at_home.ask(f"/services/{foreign.pk}").status_code == 404
    assert at_home.ask(f"/services/{own.pk}").status_code == 200
    other_site.shares_offers = False
    other_site.save()
    assert everybody.names() == {"Her"} == {item["name"] for item in everybody.lines("/services")}
    assert everybody.names("/organizations") == set()
    assert everybody.ask(f"/services/{foreign.pk}").status_code == 404
    assert Reader(f"/{other_site.slug}/api/hsds").names() == {"Der"}


def test_another_site_cannot_write_what_is_published(site, other_site):
    make.an_offer(site)
    published(site)
    rows = PublishedOffer.objects.all()
    with at_site(other_site):
        assert (rows.update(words="x"), rows.delete()[0], rows.count()) == (0, 0, 1)
    with at_site(site):
        assert rows.update(words="x") == 1


def test_publishing_again_changes_nothing(site):
    offers = many_offers(site, 4)
    assert [published(site), published(site), published(site, is_whole=True)] == [4, 0, 0]
    edited(site, offers[0], name="Et nyt navn")
    assert published(site, now=LATER) == 1
    assert list(PublishedOffer.objects.filter(changed_at=LATER).values_list("pk", flat=True)) == [offers[0].pk]
