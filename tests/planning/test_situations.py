"""Whom an offer is meant for, as its name, its words and its themes tell it."""

import pytest

from traedesten.planning.situations import meant_for, with_wider


@pytest.mark.parametrize(
    ("name", "about", "themes", "meant"),
    [
        ("Kræftcaféen", "Et bord for dem, der er syge.", {"talk.illness", "food.coffee"}, {"cancer"}),
        ("Kræftcaféen", "", set(), {"cancer"}),
        ("Gift med en, der glemmer", "For ægtefæller til mennesker med demens.", {"talk.illness"}, {"dementia"}),
        ("Unge med langvarig sygdom", "", {"talk.illness", "talk.young"}, {"talk.illness"}),
        ("Efter skilsmissen", "", {"talk.divorce"}, {"talk.divorce"}),
        ("Sorg på gåben", "", {"walking.woods"}, {"talk.grief"}),
        ("Strikkecaféen", "Vi strikker huer til børn på sygehuset.", {"creative.knitting"}, set()),
        ("Hjerterum", "Her er plads til alle.", {"talk"}, set()),
    ],
)
def test_whom_an_offer_is_meant_for(name, about, themes, meant):
    assert meant_for(name, about, themes) == meant


def test_who_tells_of_cancer_has_told_of_illness():
    assert with_wider({"cancer", "music"}) == {"cancer", "talk.illness", "music"}
