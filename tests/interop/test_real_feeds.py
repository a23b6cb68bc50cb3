"""Feeds and examples that others published are read whole."""

from collections import Counter

import pytest

from tests.interop.feeds import codes, shared
from traedesten.interop import hsds, oruk
from traedesten.interop.records import OfferRecord, OrganisationRecord, Read, Reading, Refusal

BRITISH = Reading(region="GB", currency="GBP")
NO_OFFERS = {
    *("root.json", "api_details.json", "taxonomy.json", "taxonomy_list.json", "taxonomy_term.json"),
    *("taxonomy_term_list.json", "dashboard_services_response.json", "dashboard_service_details_response.json"),
}


def north_lincolnshire(read) -> list[Read]:
    with shared("feed-north-lincolnshire-2024-12.json").open("rb") as file:
        return list(read(file, BRITISH))


def test_every_service_of_north_lincolnshire_is_read():
    reads = north_lincolnshire(oruk.read)
    counts = Counter(type(read.record).__name__ for read in reads)
    assert (counts, codes(reads)) == ({"OfferRecord": 738, "OrganisationRecord": 239}, [])


def test_north_lincolnshires_offers_are_plain_text_with_their_facts():
    offers = [read.record for read in north_lincolnshire(oruk.read) if isinstance(read.record, OfferRecord)]
    assert not any("<p>" in offer.description or "&nbsp;" in offer.description for offer in offers)
    assert {offer.status for offer in offers} == {"active"}
    assert all(offer.assured_on and offer.modified_at and offer.organisation_id for offer in offers)
    assert sum(bool(offer.email) for offer in offers) == 698
    assert sum(bool(offer.terms) for offer in offers) > 135
    assert any("Bereaved" in offer.eligibility for offer in offers)


def test_an_organisation_comes_before_its_first_offer_and_once():
    known: list[str] = []
    for read in north_lincolnshire(oruk.read):
        if isinstance(read.record, OrganisationRecord):
            known.append(read.record.source_id)
        else:
            assert read.record.organisation_id in known
    assert len(known) == len(set(known))


def test_a_second_run_gives_the_same_records():
    assert north_lincolnshire(oruk.read) == north_lincolnshire(oruk.read)


@pytest.mark.parametrize("folder", ["examples-3.1", "mock-uk-default"])
def test_every_published_example_is_read_or_refused_as_another_kind(folder):
    files = sorted(shared(folder).rglob("*.json"))
    assert files
    for path in files:
        with path.open("rb") as file:
            is_other = path.name in NO_OFFERS or path.parent.name in ("taxonomies", "taxonomy_terms")
            if is_other:
                with pytest.raises(Refusal, match="wrong_kind"):
                    list(hsds.read(file, BRITISH))
            else:
                reads = list(hsds.read(file, BRITISH))
                assert reads and all(read.record for read in reads), path.name
                assert set(codes(reads)) <= {("latitude", "bad_coordinate")}, path.name


def test_the_full_example_of_a_service_keeps_what_it_says():
    path = next(shared("examples-3.1/services").glob("*.json"))
    with path.open("rb") as file:
        offer = list(hsds.read(file, BRITISH))[-1].record
    assert (offer.name, offer.phone, offer.languages, offer.price) == (
        "Community Counselling",
        "+441234234567",
        ("ur",),
        35,
    )
    assert (offer.minimum_age, offer.maximum_age, offer.contacts[0].name) == (12, 100, "Ann Persona")
    assert [schedule.weekdays for schedule in offer.schedules] == [(3, 4), (3, 4)]
    assert dict(offer.attributes)["wait_time"] == "wait_time"
