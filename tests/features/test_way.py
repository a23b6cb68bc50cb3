"""Finding a place while talking: the way, a wish typed in, one tap, and a no that is remembered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from traedesten.audit.models import Lookup
from traedesten.domain.journey import MoveNotAllowed
from traedesten.journeys import actions
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def url(name, journey, *ids):
    return reverse(f"journeys:{name}", args=[journey.site.slug, journey.pk, *ids])


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def wish(site, guide, journey, now, **wishes):
    with at_site(site):
        actions.write_wishes(by=make.as_guide(guide), journey=journey, now=now, **wishes)


def test_the_way_leads_from_a_place_to_practise_to_a_lasting_community(client, site, guide, journey, now):
    wish(site, guide, journey, now, interests=["creative"], overwhelms=["new_people"])
    make.an_offer(site, "Koret", kind="lasting", size="large", interests=["creative"])
    make.an_offer(site, "Strikkecaféen", interests=["creative.knitting"], greeted=True)
    page = text(client.get(url("lay_stone", journey)))
    assert "Trin for trin" in page
    way = page[page.index("Trin for trin") :]
    assert way.index("Strikkecaféen") < way.index("Siden, når det føles godt")
    assert "Fælles interesse" in way


def test_a_wish_typed_in_leaves_what_answers_it_and_stands_in_no_address(client, site, journey):
    make.an_offer(site, "Onsdagskoret", about="Vi synger sammen")
    make.an_offer(site, "Skakklubben", about="Brikker og kaffe")
    answer = client.post(url("seek_stone", journey), {"wish": "synge i kor"})
    page = text(answer)
    assert answer.status_code == 200
    assert "Onsdagskoret" in page and "Skakklubben" not in page
    assert 'value="synge i kor"' in page
    assert answer.context["cards"][0].speaks_for
    assert client.get(url("seek_stone", journey)).url == url("lay_stone", journey)


def test_looking_is_written_down_when_the_wish_is_posted(client, site, journey):
    with at_site(site):
        before = Lookup.objects.count()
    client.post(url("seek_stone", journey), {"wish": "kor"})
    with at_site(site):
        assert Lookup.objects.count() > before


def test_a_cpr_number_is_no_wish(client, journey):
    answer = client.post(url("seek_stone", journey), {"wish": "070761-4285"})
    assert answer.status_code == 422
    assert "CPR" in text(answer)


def test_one_tap_lays_the_stone_with_its_reasons(client, site, guide, journey, now):
    wish(site, guide, journey, now, interests=["food"])
    offer = make.an_offer(site, "Spisehuset", interests=["food"])
    page = client.get(url("lay_stone", journey))
    card = next(card for card in page.context["cards"] if card.offer == offer)
    answer = client.post(
        url("lay_stone", journey),
        {"offer": offer.pk, "is_chosen": "no", "why": card.why, "could_be_hard": card.caution, "relative": ""},
    )
    assert answer.status_code == 302
    with at_site(site):
        stone = journey.introductions.get()
    assert stone.why.startswith("Fælles interesse") and stone.could_be_hard and stone.stone == "suggested"


def test_a_no_is_remembered_and_can_be_thought_over(client, site, journey):
    offer = make.an_offer(site)
    for _ in range(2):
        assert client.post(url("refuse_offer", journey, offer.pk)).url == url("lay_stone", journey)
    with at_site(site):
        assert journey.introductions.get().stone == "left"
    page = client.get(url("lay_stone", journey))
    assert page.context["cards"] == []
    assert "Der er sagt nej tak" in text(page)
    assert client.post(url("lay_stone", journey), {"offer": offer.pk, "is_chosen": "no"}).status_code == 302


def test_a_stone_that_lies_on_the_path_is_left_and_not_refused(client, site, guide, journey, now):
    offer = make.an_offer(site)
    with at_site(site):
        actions.lay_stone(by=make.as_guide(guide), journey=journey, offer=offer, now=now)
    assert client.post(url("refuse_offer", journey, offer.pk)).status_code == 409


def test_what_was_too_much_is_avoided_next_time(client, site, guide, journey, now):
    wish(site, guide, journey, now, interests=["music"])
    loud = make.an_offer(site, "Bandet", interests=["music"], pace="lively", size="large")
    make.an_offer(site, "Storkoret", interests=["music"], pace="lively", size="large")
    make.an_offer(site, "Lytteklubben", pace="quiet")
    with at_site(site):
        by = make.as_guide(guide)
        stone = actions.lay_stone(by=by, journey=journey, offer=loud, now=now)
        actions.leave_stone(by=by, introduction=stone, overwhelmed=["noise"], now=now)
    shown = client.get(url("lay_stone", journey)).context["cards"]
    assert [card.offer.name for card in shown] == ["Lytteklubben", "Storkoret"]
    assert "Det blev for meget sidste gang: støj" in shown[1].caution


def test_relief_is_offered_to_the_relative_beside(client, site, guide, journey, now):
    make.an_offer(site, "Pusterummet", kind="relief")
    with at_site(site):
        actions.add_relative(by=make.as_guide(guide), journey=journey, first_name="Mona", now=now)
    page = text(client.get(url("lay_stone", journey)))
    assert "Pusterummet" in page and "Find aflastning til Mona" in page


def test_a_strangers_wish_is_not_searched(client, site, now):
    theirs = make.a_journey(site, now=now)
    make.a_guide(site, "En Anden")
    client.force_login(User.objects.get(pk=make.a_guide(site, "Tredje Guide").user_id), backend=BACKEND)
    assert client.post(url("seek_stone", theirs), {"wish": "kor"}).status_code == 404


def test_many_offers_cost_no_more_queries_than_few(client, site, guide, journey, now):
    def cost() -> int:
        client.get(url("lay_stone", journey))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(url("lay_stone", journey))
        return len(seen)

    def add(number: int, start: int) -> None:
        for n in range(start, start + number):
            offer = make.an_offer(site, f"Sted {n}")
            if n % 3 == 0:
                client.post(url("refuse_offer", journey, offer.pk))

    add(4, 0)
    few = cost()
    add(12, 4)
    assert cost() == few


def test_who_is_no_man_is_told_why_a_place_for_men_is_not_proposed(client, site, guide, journey, now):
    offer = make.an_offer(site, "Herreværelset", gender="man")
    card = client.get(url("lay_stone", journey)).context["cards"][0]
    assert card.offer == offer and card.caution == "Kun for mænd – spørg, om det passer"
    with at_site(site):
        actions.edit_participant(by=make.as_guide(guide), journey=journey, now=now, gender="woman")
    page = client.get(url("lay_stone", journey))
    assert page.context["cards"] == []
    assert "Kun for kvinder, eller kun for mænd" in text(page)


def test_a_place_for_people_with_cancer_says_so_to_who_has_not_told_of_it(client, site, guide, journey, now):
    wish(site, guide, journey, now, interests=["talk", "food"], own_words="Jeg savner nogen at spise med.")
    make.an_offer(site, "Kræftcaféen", interests=["talk.illness", "food.coffee"], greeted=True)
    make.an_offer(site, "Banko", interests=["games.bingo"])
    cards = client.get(url("lay_stone", journey)).context["cards"]
    assert [card.offer.name for card in cards] == ["Banko", "Kræftcaféen"]
    assert cards[1].caution == "Er for dem, der har kræft tæt på – spørg, om det passer"
    wish(site, guide, journey, now, expected_version=1, own_words="Jeg har haft kræft.", interests=["talk"])
    cards = client.get(url("lay_stone", journey)).context["cards"]
    assert cards[0].offer.name == "Kræftcaféen" and "kræft" not in cards[0].caution


def test_relief_is_neither_shown_nor_laid_as_the_persons_own_stone(client, site, guide, journey, now):
    offer = make.an_offer(site, "Pusterummet", kind="relief")
    page = client.get(url("lay_stone", journey), {"slags": "relief"})
    assert page.context["cards"] == [] and "slags=relief" not in text(page)
    laid = {"offer": offer.pk, "is_chosen": "no", "relative": ""}
    answer = client.post(url("lay_stone", journey), laid)
    assert answer.status_code == 422 and "Aflastning er til den pårørende" in text(answer)
    with at_site(site):
        with pytest.raises(MoveNotAllowed):
            actions.lay_stone(by=make.as_guide(guide), journey=journey, offer=offer, now=now)
        mona = actions.add_relative(by=make.as_guide(guide), journey=journey, first_name="Mona", now=now)
    assert "Vælg, hvem den er til" in text(client.post(url("lay_stone", journey), laid))
    theirs = client.get(url("lay_stone", journey), {"slags": "relief", "til": mona.pk})
    assert "Hvad kunne give Mona lidt luft?" in text(theirs)
    assert [card.offer for card in theirs.context["cards"]] == [offer]
    assert client.post(url("lay_stone", journey), laid | {"relative": mona.pk}).status_code == 302


def test_relief_for_others_says_whom_it_is_for(client, site, guide, journey, now):
    about = "For ægtefæller til mennesker med demens."
    make.an_offer(site, "Gift med en, der glemmer", kind="relief", interests=["talk.illness"], about=about)
    with at_site(site):
        mona = actions.add_relative(by=make.as_guide(guide), journey=journey, first_name="Mona", now=now)
    for query in ({}, {"til": mona.pk}):
        assert "Er for dem, der har demens tæt på" in text(client.get(url("lay_stone", journey), query))


def test_a_no_before_going_reads_as_a_no(client, site, journey):
    offer = make.an_offer(site)
    client.post(url("refuse_offer", journey, offer.pk))
    page = text(client.get(url("journey", journey)))
    assert "Sagt nej tak" in page and "Vælg den alligevel" in page
    assert 'badge--grey">Passede ikke' not in page and "Prøv igen" not in page
