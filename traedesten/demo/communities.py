"""The invented offers of each site, gathered from the tables in ``offers``."""

from traedesten.demo.offers import (
    aarhus_culture,
    aarhus_making,
    aarhus_outdoors,
    aarhus_talk,
    holstebro_culture,
    holstebro_making,
    holstebro_movement,
    holstebro_outdoors,
    holstebro_support,
    holstebro_table,
    holstebro_talk,
    ulfborg_vemb,
    vinderup_mejrup,
)

HOLSTEBRO = (
    *holstebro_talk.OFFERS,
    *holstebro_support.OFFERS,
    *holstebro_making.OFFERS,
    *holstebro_outdoors.OFFERS,
    *holstebro_movement.OFFERS,
    *holstebro_table.OFFERS,
    *holstebro_culture.OFFERS,
    *ulfborg_vemb.OFFERS,
    *vinderup_mejrup.OFFERS,
)

AARHUS = (
    *aarhus_talk.OFFERS,
    *aarhus_making.OFFERS,
    *aarhus_outdoors.OFFERS,
    *aarhus_culture.OFFERS,
)
