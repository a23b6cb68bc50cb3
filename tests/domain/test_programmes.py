"""A ready-made programme with fewer meetings."""

import pytest

from traedesten.domain.programmes import READY_MADE, shortened


def plans(cores: str) -> list[dict]:
    return [{"theme": str(number), "is_core": core == "c"} for number, core in enumerate(cores)]


@pytest.mark.parametrize(
    ("cores", "meetings", "left"),
    [
        ("cooc", 4, "0123"),
        ("cooc", 3, "013"),
        ("cooc", 2, "03"),
        ("ccoccc", 4, "0135"),
        ("ccoccc", 2, "05"),
        ("ooo", 2, "02"),
        ("ccc", 1, "0"),
        ("cc", 5, "01"),
        ("", 1, ""),
    ],
)
def test_what_may_be_left_out_goes_first_and_the_ends_stay(cores, meetings, left):
    assert "".join(plan["theme"] for plan in shortened(plans(cores), meetings)) == left


@pytest.mark.parametrize("ready", READY_MADE.values(), ids=READY_MADE)
def test_every_ready_made_one_can_be_cut_to_its_core(ready):
    whole = [vars(plan) for plan in ready.plans]
    core = [plan for plan in whole if plan["is_core"]]
    assert shortened(whole, len(core)) == core
