"""No room is left out of the contracts on imports."""

import tomllib

from tests.house.source import ROOT, python

PURE = {"domain", "interop", "planning", "evaluation"}
"""Rooms without Django have no urls, views or models to keep in order."""


def test_every_room_keeps_the_order_inside():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    inside = next(contract for contract in contracts if contract["name"].startswith("Inside a feature"))
    rooms = {source.room for source in python("traedesten")} - {""}
    assert set(inside["containers"]) == {f"traedesten.{room}" for room in rooms - PURE}
