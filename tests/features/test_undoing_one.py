"""One offer of a reading is undone by itself: it is as it was, or away, and stays so when the list is read again."""

import pytest

from tests import make
from tests.features.test_sources import (  # noqa: F401
    LIST,
    TABLE,
    a_source,
    boss,
    clock,
    counts,
    edit,
    offer,
    page,
    read,
    replace,
    rows,
    take,
    undo,
)
from traedesten.audit.models import Event
from traedesten.domain.journey import Stale
from traedesten.journeys import actions as journeys
from traedesten.offers import actions as offers
from traedesten.offers.models import Offer
from traedesten.sources import actions
from traedesten.sources.values import details_of, values_of

CHANGED = TABLE.replace("50 kr.", "60 kr.").replace("Gratis", "10 kr.")


def names() -> list[str]:
    return sorted(Offer.objects.values_list("name", flat=True))


def undo_one(boss, run, name):  # noqa: F811
    return actions.undo_change(by=boss, change=run.changes.get(offer=offer(name)), now=clock())


def told(page, run) -> str:  # noqa: F811
    return page.get(f"{LIST}hentning/{run.pk}/").content.decode()


def test_a_new_one_goes_and_does_not_come_back(boss):  # noqa: F811
    source = a_source(boss)
    run = undo_one(boss, take(boss, source), "Banko")
    assert (names(), run.counts["undone"]) == (["Strikkecafé"], 1)
    source.refresh_from_db()
    again = take(boss, source)
    assert (names(), counts(again)) == (["Strikkecafé"], {"unchanged": 1, "skipped": 1})
    assert rows(again)["Banko"]["warnings"] == [["", "left_out", ""]]


def test_it_comes_again_when_somebody_says_so(boss):  # noqa: F811
    source = a_source(boss)
    run = take(boss, source)
    undo_one(boss, run, "Banko")
    actions.take_again(by=boss, source=source, foreign_id=rows(run)["Banko"]["id"], now=clock())
    source.refresh_from_db()
    assert counts(take(boss, source)) == {"unchanged": 1, "new": 1}


def test_a_changed_one_is_as_it_was_and_stays_so_beside_the_others(boss):  # noqa: F811
    source = a_source(boss)
    take(boss, source)
    before = values_of(offer("Banko"))
    run = take(boss, replace(boss, source, CHANGED))
    undo_one(boss, run, "Banko")
    assert (values_of(offer("Banko")), offer("Strikkecafé").price) == (before, 10)
    again = take(boss, source)
    assert (counts(again), values_of(offer("Banko"))) == ({"unchanged": 1, "kept": 1}, before)
    assert rows(again)["Banko"]["kept"] == ["price", "price_words"]


def test_a_new_price_in_the_list_does_not_undo_the_undoing(boss):  # noqa: F811
    source = a_source(boss)
    take(boss, source)
    undo_one(boss, take(boss, replace(boss, source, CHANGED)), "Banko")
    take(boss, replace(boss, source, TABLE.replace("50 kr.", "70 kr.")))
    assert offer("Banko").price == 50


def test_facts_about_the_place_are_as_they_were(boss):  # noqa: F811
    source = a_source(boss, TABLE.replace("Telefon\n", "Telefon;Transport\n"))
    take(boss, source)
    before = details_of(offer("Banko").venue)
    more = TABLE.replace("Telefon\n", "Telefon;Transport\n").replace("00 01\n", "00 01;Bus 1 til døren\n")
    run = take(boss, replace(boss, source, more))
    assert rows(run)["Banko"]["changed"] == ["place"] and offer("Banko").venue.transport == "Bus 1 til døren"
    undo_one(boss, run, "Banko")
    assert details_of(offer("Banko").venue) == before


def test_what_somebody_put_right_since_is_named_and_left(boss, page):  # noqa: F811
    source = a_source(boss)
    take(boss, source)
    run = take(boss, replace(boss, source, CHANGED))
    edit(boss, "Banko", price=40, about="Kom og vær med.")
    with pytest.raises(actions.TouchedSince) as touched:
        undo_one(boss, run, "Banko")
    assert (touched.value.what, offer("Banko").price, offer("Banko").price_words) == (["price"], 40, "60 kr.")
    assert "Rettet siden: pris. Det bliver stående, som det er." in told(page, run)


def test_what_the_reading_did_not_give_may_be_put_right_and_stays(boss):  # noqa: F811
    source = a_source(boss)
    take(boss, source)
    run = take(boss, replace(boss, source, CHANGED))
    edit(boss, "Banko", about="Kom og vær med.")
    undo_one(boss, run, "Banko")
    assert (offer("Banko").price, offer("Banko").about) == (50, "Kom og vær med.")


@pytest.mark.parametrize(
    ("fields", "what"),
    [({"about": "Kom og vær med."}, ["about"]), ({"pace": "quiet"}, ["other"])],
)
def test_a_new_one_that_was_put_right_is_left(boss, fields, what):  # noqa: F811
    run = take(boss, a_source(boss))
    edit(boss, "Banko", **fields)
    with pytest.raises(actions.TouchedSince) as touched:
        undo_one(boss, run, "Banko")
    assert (touched.value.what, names()) == (what, ["Banko", "Strikkecafé"])
    assert run.source.left_out == []


def test_a_new_one_that_was_confirmed_is_left(boss):  # noqa: F811
    run = take(boss, a_source(boss))
    offers.confirm_offer(by=boss, offer=offer("Banko"), now=clock())
    with pytest.raises(actions.TouchedSince) as touched:
        undo_one(boss, run, "Banko")
    assert touched.value.what == ["confirmed"]


def test_a_new_one_that_somebody_walks_to_or_told_about_is_left(boss, here, page):  # noqa: F811
    run = take(boss, a_source(boss))
    guide = make.a_guide(here)
    journey = make.a_journey(here, guide=guide)
    journeys.lay_stone(by=make.as_guide(guide), journey=journey, offer=offer("Banko"), why="", now=make.NOW)
    offers.report_offer(by=make.as_guide(guide), offer=offer("Strikkecafé"), kind="lovely", note="", now=make.NOW)
    for name in names():
        with pytest.raises(actions.TouchedSince) as touched:
            undo_one(boss, run, name)
        assert touched.value.what == ["in_use"]
    assert told(page, run).count("Nogen er på vej derhen eller har fortalt om det") == 2


def test_once_is_enough_and_a_later_reading_stands_in_the_way(boss):  # noqa: F811
    source = a_source(boss)
    take(boss, source)
    run = take(boss, replace(boss, source, CHANGED))
    change = run.changes.get(offer=offer("Banko"))
    undo_one(boss, run, "Banko")
    with pytest.raises(Stale):
        actions.undo_change(by=boss, change=change, now=clock())
    later = take(boss, replace(boss, source, CHANGED.replace("10 kr.", "20 kr.")))
    with pytest.raises(Stale):
        undo_one(boss, run, "Strikkecafé")
    undo_one(boss, later, "Strikkecafé")
    assert offer("Strikkecafé").price == 10


def test_nothing_is_undone_while_the_source_is_read(boss, page):  # noqa: F811
    run = take(boss, a_source(boss))
    actions.begin_run(by=boss, source=run.source, now=clock())
    with pytest.raises(Stale):
        undo_one(boss, run, "Banko")
    assert "Fortryd kun det her" not in told(page, run)


def test_one_that_was_taken_away_while_a_reading_waits_does_not_slip_in(boss):  # noqa: F811
    source = a_source(boss)
    run = take(boss, source)
    waiting = read(boss, source)
    undo_one(boss, run, "Banko")
    done = actions.accept_run(by=boss, run=waiting, now=clock())
    done = actions.import_batch(by=boss, run=done, now=clock())
    assert (names(), counts(done)) == (["Strikkecafé"], {"unchanged": 1, "skipped": 1})


def test_the_rest_can_be_undone_afterwards(boss):  # noqa: F811
    run = undo_one(boss, take(boss, a_source(boss)), "Banko")
    run = undo(boss, run)
    assert (run.state, names(), run.counts.get("left")) == ("undone", [], 0)


def test_the_page_offers_it_for_each_and_says_what_became_of_it(boss, page):  # noqa: F811
    run = take(boss, a_source(boss))
    text = told(page, run)
    assert text.count("Fortryd kun det her") == 2 and "Ja, tag det væk" in text
    change = run.changes.get(offer=offer("Banko"))
    answer = page.post(f"{LIST}hentning/{run.pk}/fortryd/{change.pk}/", {"del": "1"}, follow=True)
    text = answer.content.decode()
    assert "Banko er væk igen." in text and "Fortrudt: 1" in text and "I har taget det væk igen." in text
    event = Event.objects.get(verb="source.change_undone")
    assert (event.subject_id, "Banko" in str(event.__dict__)) == (run.pk, False)
    again = page.post(f"{LIST}hentning/{run.pk}/fortryd/{change.pk}/", follow=True)
    assert "Der er sket noget i mellemtiden" in again.content.decode()
    foreign_id = rows(run)["Banko"]["id"]
    answer = page.post(f"{LIST}{run.source_id}/med-igen/", {"foreign_id": foreign_id}, follow=True)
    assert "Det kommer med igen" in answer.content.decode()


def test_a_changed_one_says_what_became_of_it(boss, page):  # noqa: F811
    source = a_source(boss)
    take(boss, source)
    run = take(boss, replace(boss, source, CHANGED))
    change = run.changes.get(offer=offer("Banko"))
    answer = page.post(f"{LIST}hentning/{run.pk}/fortryd/{change.pk}/", follow=True)
    text = answer.content.decode()
    assert "Banko er, som det var." in text and "Det er lagt tilbage, som det var." in text
    answer = page.post(f"{LIST}hentning/{run.pk}/fortryd/{change.pk}/", follow=True)
    assert "Der er sket noget i mellemtiden" in answer.content.decode()
