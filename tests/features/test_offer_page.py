"""What everybody may read about one offer, all on one page, and how the map and a price are said."""

from datetime import time, timedelta
from math import hypot

import pytest
from django.utils import timezone, translation

from tests import make
from traedesten.domain.schedules import OneOff, Regular
from traedesten.offers import maps
from traedesten.ui.prices import price_words

FIND = "/holstebro/find/"
SQUARE = {"type": "Polygon", "coordinates": [[[8.0, 56.0], [9.5, 56.0], [9.5, 57.0], [8.0, 57.0], [8.0, 56.0]]]}


@pytest.fixture
def knitting(site):
    moved = timezone.localdate() + timedelta(days=14 - timezone.localdate().weekday())
    return make.an_offer(
        site,
        "Garnboden",
        about="Vi strikker.",
        times=[Regular("weekly", 1, time(14), time(16))],
        exceptions=[OneOff("extra", moved, time(10), time(12), words="Julemarked")],
        price=20,
        price_words="Kaffe 10 kr.",
        sign_up="drop_in",
        minimum_age=18,
        gender="woman",
        languages=["da", "ar"],
        size="small",
        pace="quiet",
        doing="doing",
        same_people=True,
        greeted=True,
        holds={"anxiety": "yes", "addiction": "ask", "grief": "no"},
        can_hold="Man må gerne sidde stille.",
        capacity="few",
        venue={
            **{"name": "Biblioteket", "address": "Kirkestræde 13", "postcode": "7500", "step_free": True},
            **{"hearing_loop": True, "transport": "Bus 1 til døren"},
        },
        confirmed_at=timezone.now() - timedelta(days=21),
    )


def test_everything_about_it_is_on_its_page(client, site, knitting):
    page = client.get(f"{FIND}{knitting.pk}/").content.decode()
    said = [
        *("Garnboden", "Vi strikker.", "Hver tirsdag kl. 14–16", "Julemarked", "20 kr., Kaffe 10 kr", "Fra 18 år"),
        *("Biblioteket", "Kirkestræde 13", "Bus 1 til døren", "uden trapper", "teleslynge", "Få pladser", "Arabisk"),
        *("Angst", "Afhængighed", "Sorg", "Spørg først", "Man må gerne sidde stille.", "Bekræftet for 3 uger siden"),
        *("Stille og roligt", "samme mennesker", "tager imod", "Bare kom", "Kvinder"),
    ]
    assert [words for words in said if words.lower() not in page.lower()] == []


def test_it_can_be_taken_along_and_passed_on(client, site, knitting):
    page = client.get(f"{FIND}{knitting.pk}/").content.decode()
    address = f"/holstebro/find/{knitting.pk}/"
    assert page.count(f'href="{address}kalender.ics"') == page.count(f'href="{address}plakat.pdf"') == 1
    assert "mailto:?body=http" in page and 'data-copy="link-page"' in page
    assert f"/holstebro/find/sted/{knitting.venue_id}/kalender.ics" in page


@pytest.mark.parametrize(
    ("price", "words", "said"),
    [
        (0, "", "gratis"),
        (0, "Gratis", "Gratis"),
        (0, "Kaffe 10 kr.", "gratis, Kaffe 10 kr"),
        (50, "", "50 kr."),
        (50, "50 kr. om måneden.", "50 kr. om måneden"),
        (50, "Kaffe 150 kr.", "50 kr., Kaffe 150 kr"),
        (None, "Spørg os.", "Spørg os"),
        (None, "", ""),
    ],
)
def test_a_price_is_said_once(price, words, said):
    with translation.override("da"):
        assert price_words(price, words) == said


def test_marks_on_the_map_do_not_lie_on_each_other():
    places = [(str(n), str(n), f"Sted {n}", (56.3 + n / 200, 8.6 + (n * 7 % 13) / 100)) for n in range(40)]
    drawing = maps.draw(SQUARE, [], places)
    spots = [(mark.x, mark.y) for mark in drawing.places]
    close = [(a, b) for a in spots for b in spots if a < b and hypot(a[0] - b[0], a[1] - b[1]) < 2 * maps.RADIUS]
    assert (close, sorted(pk for mark in drawing.places for pk in mark.offers)) == ([], sorted(map(str, range(40))))


def test_of_two_towns_the_upper_one_is_named_above_its_spot():
    towns = [("Oppe", (56.55, 8.6)), ("Nede", (56.5, 8.6)), ("Alene", (56.2, 9.2))]
    above = [mark.words for mark in maps.draw(SQUARE, towns, []).towns if mark.down < 0]
    assert above == ["Oppe"]
