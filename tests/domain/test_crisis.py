"""Signs of acute crisis: rather once too often, but not for everyday words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traedesten.domain.crisis import Crisis, is_worn_out, signals


def kinds(text):
    return {signal.code for signal in signals(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Hun har talt om selvmord",
        "selvmordstanker",
        "arbejder med selvmordsforebyggelse",
        "SELVMORD",
        "selv\u200bmord",
        "suicidale tanker",
        "Jeg vil gerne dø",
        "jeg vil ikke dø",
        "ville ønske hun kunne dø",
        "jeg vil bare gerne doe",
        "han vil tage livet af sig",
        "har prøvet at tage livet\naf sig selv",
        "gøre en ende på det hele",
        "Jeg orker ikke at leve mere",
        "jeg er træt af livet",
        "det var bedre hvis jeg var død",
        "slå mig selv ihjel",
        "hænge sig",
        "har skrevet afskedsbrev",
        "tog en overdosis",
        "I want to die",
        "thinking of killing myself",
        "end my life",
        "I don’t want to live anymore",
    ],
)
def test_suicide_is_seen(text):
    assert Crisis.SUICIDE in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "selvskade",
        "hun har skåret i sig selv",
        "har skåret sig i armen",
        "kradser sig til blods",
        "snittede i sig selv",
        "hun skader sig selv",
        "skærer i sig selv",
        "skaerer mig",
        "self-harm",
        "I cut myself",
    ],
)
def test_self_harm_is_seen(text):
    assert Crisis.SELF_HARM in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "han slår mig",
        "Min mand slog hende i går",
        "slår børnene",
        "vold i hjemmet",
        "partnervold",
        "han truer med at komme",
        "jeg er bange for min kæreste",
        "hun tør ikke gå hjem",
        "slå ham ihjel",
        "blev voldtaget",
        "he hits me",
        "domestic violence",
        "afraid of my husband",
    ],
)
def test_violence_is_seen(text):
    assert Crisis.VIOLENCE in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "slå til lyd for flere fællesskaber",
        "kom ind ad døren, der er en dør",
        "vil gerne have en ny dør",
        "dødtræt efter arbejde",
        "kan slå græs",
        "slå tiden ihjel",
        "hun vil slå sig løs",
        "slår sig ned i Holstebro",
        "Hendes mand er død sidste år",
        "voldsomt glad for volleyball",
        "hænge ud med andre",
        "vil døbes",
        "savner livet på landet",
        "bange for at møde nye mennesker",
        "kan lide at banke tæpper",
        "tage af sted",
        "plays the violin",
        "diet and exercise",
    ],
)
def test_everyday_words_are_left_alone(text):
    assert signals(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "han orker ikke mere",
        "Jeg orker bare ikke mere.",
        "orker snart ikke at gå ud mere",
        "Jeg kan ikke mere. Hun ringer hver dag",
        "kan simpelthen ikke mere",
        "hun har givet op",
        "det er håbløst",
        "I can't go on",
        "she has given up",
    ],
)
def test_somebody_worn_out_is_seen_and_nothing_is_called_acute(text):
    assert is_worn_out(text) and signals(text) == ()


@pytest.mark.parametrize(
    "text",
    ["", "kan ikke mere dansk end det", "orker ikke store forsamlinger", "vil gerne mere", "kan ikke om morgenen"],
)
def test_everyday_words_are_not_taken_for_being_worn_out(text):
    assert not is_worn_out(text)


def test_the_place_is_that_of_the_text_as_given():
    text = "Åh, SELVMORD!"
    (signal,) = signals(text)
    assert text[signal.start : signal.end] == "SELVMORD"


@settings(max_examples=20)
@given(st.text(max_size=20), st.text(max_size=20))
def test_a_sign_is_seen_in_any_surroundings(before, after):
    assert Crisis.SUICIDE in kinds(f"{before} selvmord {after}")
