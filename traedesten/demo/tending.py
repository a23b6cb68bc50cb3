"""How the invented offers are kept true: owners who answer and who do not, what guides tell, what is proposed."""

from datetime import datetime, timedelta
from uuid import UUID

from traedesten.demo.outlines import outline
from traedesten.demo.telling import Told
from traedesten.domain.access import Actor, Role, system
from traedesten.offers import actions
from traedesten.offers.models import Offer, OfferReport
from traedesten.sources import actions as sources
from traedesten.sources.queries import neighbours
from traedesten.tenancy.scope import at_site

OWNED = "Selvhjælpsgruppe for unge med langvarig sygdom"
"""The offer whose owner one can step in as."""
AGES = (21, 45, None, 128, 80, 300, 12)
"""Days since the first offers were last confirmed; None never."""
STALE = (140, 260, None)
EACH = 23
"""Of the others one in so many is old or was never confirmed, in turn; the rest have owners who answered in time."""


def tend(told: Told) -> None:
    """Let a year pass over the list."""
    chance = told.clock.chance("confirmed")
    for number, offer in enumerate(told.offers.values()):
        in_time = chance.randint(1, told.site.confirm_offers_days - 8)
        age = _age(number, min(in_time, max(_days_old(told, offer) - 1, 0)))
        if age is not None and _days_old(told, offer) > age:
            _confirm(told, offer, age)
            if age > told.site.confirm_offers_days:
                _ask(told, offer, age)
    _draw(told)
    _share(told)
    _tell(told)
    _propose(told)


def _age(number: int, in_time: int) -> int | None:
    if number < len(AGES):
        return AGES[number]
    return in_time if number % EACH else STALE[number // EACH % len(STALE)]


def _draw(told: Told) -> None:
    places = [offer.point for offer in told.offers.values() if offer.point]
    points = [*(area.point for area in told.areas.values()), *places]
    actions.keep_outline(
        by=told.coordinator, outline=outline(points, told.clock.chance("outline")), now=told.clock.present
    )


def _share(told: Told) -> None:
    """One offer with everybody; one by name with the site whose story was told before, which takes it in."""
    now, (first, second) = _before(told, 5, "14:20"), list(told.offers.values())[7:9]
    sources.share_offer(by=told.coordinator, offer=first, with_all=True, now=now)
    before = list(neighbours())
    sources.share_offer(by=told.coordinator, offer=second, neighbours=before, now=now)
    for site in before:
        with at_site(site):
            sources.follow_neighbours(by=system(site.pk), now=now)


def _days_old(told: Told, offer: Offer) -> int:
    return (told.clock.present - offer.made_at).days


def _confirm(told: Told, offer: Offer, age: int) -> None:
    owner = Actor(told.site.pk, frozenset({Role.OFFER_OWNER}), subject_id=offer.pk)
    actions.confirm_offer(by=owner, offer=offer, now=told.clock.ago(age, "11:20"))


def _ask(told: Told, offer: Offer, age: int) -> None:
    """One who was asked the other day, or one who has been silent through three questions."""
    late = age - told.site.confirm_offers_days
    for days in (0, 10, 24):
        if days < late:
            actions.ask_owner(by=told.coordinator, offer=offer, now=told.clock.ago(late - days - 1, "09:10"))
    if late > 25:
        actions.give_up_asking(by=told.coordinator, offer=offer, now=told.clock.ago(late - 25, "09:10"))


def _tell(told: Told) -> None:
    guides = [volunteer.user_id for volunteer in told.guides.values()]
    kinds = (
        (OfferReport.Kind.LOVELY, ""),
        (OfferReport.Kind.CLOSED, ""),
        (OfferReport.Kind.WRONG, "De er flyttet op."),
    )
    for days, user_id, offer, (kind, note) in zip((2, 4, 6), guides, told.offers.values(), kinds, strict=False):
        guide = Actor(told.site.pk, frozenset({Role.GUIDE}), user_id=user_id)
        now = _before(told, days, "20:15")
        actions.report_offer(by=guide, offer=offer, kind=kind, note=note, now=now)


def _propose(told: Told) -> None:
    visitor = Actor(told.site.pk, frozenset({Role.VISITOR}))
    offer = list(told.offers.values())[1].locked()
    chance = told.clock.chance("suggestions")
    keys = [UUID(int=chance.getrandbits(128), version=4) for _number in range(2)]
    actions.suggest_change(
        by=visitor,
        offer=offer,
        changes={"starts_0": ["18:30"], "place": ["Frivilligcentret, 1. sal"]},
        note="De begynder en halv time tidligere nu.",
        sender_name="Ulla",
        submission_key=keys[0],
        now=_before(told, 1, "13:05"),
    )
    actions.suggest_change(
        by=visitor,
        changes={"name": ["Strik ved åen"], "about": ["Vi strikker og drikker kaffe. Garn er der nok af."]},
        note="Spørg efter Karen på biblioteket.",
        submission_key=keys[1],
        now=_before(told, 3, "10:40"),
    )


def _before(told: Told, days: int, at: str) -> datetime:
    return min(told.clock.ago(days, at), told.clock.present - timedelta(hours=1))
