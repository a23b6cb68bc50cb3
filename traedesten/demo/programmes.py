"""The invented sites' self-help groups: what each offers, what they share, and what they took over and changed."""

from traedesten.demo.telling import Told
from traedesten.domain.programmes import GRIEF, LONELINESS, YOUNG, ReadyMade
from traedesten.groups import actions
from traedesten.groups.models import Programme
from traedesten.groups.queries.programmes import content_of, published_programmes

OFFERED = {"holstebro": ((LONELINESS, "ensomhed"), (GRIEF, "sorg")), "aarhus": ((YOUNG, "unge"),)}
"""What a site has written down itself, and shares with the network."""
LOCAL = {
    "ensomhed": "Vi mødes i Frivilligcentrets lille stue. Der er altid te, og vi tager den tid, det tager, at lande.",
    "sorg": "Vi tænder et lys, når vi begynder. Præsten kigger forbi én gang, hvis gruppen vil.",
    "unge": "Vi laver mad sammen i køkkenet på Frivilligcenter Aarhus. Kom sulten.",
}


def offer(told: Told) -> None:
    """Programmes written down some months ago, shared, and shared again with something better in them."""
    for ready, slug in OFFERED[told.site.slug]:
        row = _write(told, ready, slug, 300)
        actions.publish_programme(by=told.coordinator, programme=row, now=told.clock.ago(280, "11:00"))


def follow(told: Told) -> None:
    """Take over what other places had shared, and make it one's own."""
    for first in published_programmes().exclude(site=told.site).filter(edition=1).order_by("published_at", "pk"):
        row = actions.adopt_programme(by=told.coordinator, published=first, now=told.clock.ago(120, "13:00"))
        plans = content_of(row)["plans"]
        plans[2]["exercise"] = "Gå en tur to og to, og tal om det undervejs. Tyve minutter ud og tyve minutter hjem."
        changed = {"largest": 9, "ideal_to": 7, "local": "Hos os begynder vi med suppe.", "plans": plans}
        actions.write_programme(by=told.coordinator, programme=row, now=told.clock.ago(119, "13:00"), **changed)


def renew(told: Told) -> None:
    """A new edition of what was shared, since others took it over."""
    for _ready, slug in OFFERED[told.site.slug]:
        row, now = Programme.objects.get(slug=slug), told.clock.ago(12, "10:30")
        plans = content_of(row)["plans"]
        plans[0]["opening_round"] += " Den, der holder stenen, har ordet."
        actions.write_programme(by=told.coordinator, programme=row, now=now, plans=plans, age_span=row.age_span + 2)
        actions.publish_programme(by=told.coordinator, programme=row, now=told.clock.ago(12, "10:45"))


def _write(told: Told, ready: ReadyMade, slug: str, days: int) -> Programme:
    return actions.write_programme(
        by=told.coordinator,
        now=told.clock.ago(days, "11:00"),
        slug=slug,
        local=LOCAL[slug],
        plans=[vars(plan) for plan in ready.plans],
        **ready.begun,
    )
