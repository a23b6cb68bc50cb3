"""What a world holds of the directory: an offer kept true, its published copy, and lists from elsewhere."""

from datetime import datetime
from uuid import uuid4

from traedesten.api import actions as api
from traedesten.api.models import PublishedOffer
from traedesten.domain.access import Actor, Role, system
from traedesten.offers import actions as offers
from traedesten.offers.queries import offers as offers_of_site
from traedesten.sources import actions as sources
from traedesten.sources.models import ImportRun, SharedOffer
from traedesten.sources.sharing import told_of
from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site


def keep_offers(world, now: datetime) -> None:
    """The first offer: its owner was asked, a guide told something, a stranger proposes a change."""
    owned = world.rows["owned"] = world.offers[0]
    offers.ask_owner(by=world.coordinator, offer=owned, now=now)
    world.rows["report"] = offers.report_offer(
        by=world.by_guide, offer=world.offers[1], kind="wrong", note=world.word, now=now
    )
    world.rows["suggestion"] = offers.suggest_change(
        by=Actor(world.site.pk, frozenset({Role.VISITOR})),
        offer=owned,
        changes={"about": [f"Kaffe, siger {world.word}"]},
        note=world.word,
        sender_name=world.word,
        submission_key=uuid4(),
        now=now,
    )


def publish(world, now: datetime) -> None:
    """The open offers, as the API shows them; nobody in them has said yes to standing there."""
    api.publish(by=system(world.site.pk), now=now)
    world.rows["tie"] = PublishedOffer.objects.get(pk=world.offers[0].pk).tie_id


def import_lists(world, now: datetime) -> None:
    """A source whose run was taken over, and one more for each state that a run can wait in; of one
    the only record was taken away again.
    """
    rows = world.rows
    for state in ("imported", "reading", "ready", "running", "undoing", "picked"):
        table = f"Navn;Sted;Kontaktperson\nBanko {state};Salen {state};{world.word}\n".encode()
        source = sources.add_source(
            by=world.coordinator, name="Kommunens liste", offer_kind="lasting", content=table, kind="csv", now=now
        )
        run = _begun(world, source, now)
        if state != "reading":
            run = _taken(world, run, now)
        if state in ("ready", "running"):
            run = sources.read_run(by=world.coordinator, run=_begun(world, source, now), now=now)
        if state == "running":
            run = sources.accept_run(by=world.coordinator, run=run, now=now)
        if state == "undoing":
            run = sources.undo_run(by=world.coordinator, run=run, now=now)
        if state == "picked":
            run = sources.undo_change(by=world.coordinator, change=run.changes.get(), now=now)
            source.refresh_from_db()
        rows[f"{state}_source"], rows[f"{state}_run"] = source, run
    rows["import_change"] = rows["imported_run"].changes.get()


def follow_a_neighbour(world, now: datetime) -> None:
    """A neighbour shares two offers with this site; one is followed, one could be."""
    neighbour = Site.objects.create(slug=f"nabo-{world.site.slug}", name="Nabo", place="Nabo")
    values, details = told_of(offers_of_site().get(pk=world.offers[0].pk))
    with at_site(neighbour):
        followed, world.rows["shared"] = [
            SharedOffer.objects.create(
                site=neighbour,
                neighbour=world.site,
                offer_id=uuid4(),
                values=values | {"name": name},
                details=details,
                changed_at=now,
            )
            for name in ("Fulgt", "Delt")
        ]
    world.rows["followed"] = sources.follow_offer(by=world.coordinator, shared=followed, now=now)


def merge_two(world, now: datetime) -> None:
    """Two offers laid together, two told apart, and one more that could be."""
    twins = [
        offers.add_offer(by=world.coordinator, name=f"Tvilling {number}", kind="lasting", now=now)
        for number in range(3)
    ]
    world.rows["merge"] = sources.merge_offers(by=world.coordinator, winner=twins[0], loser=twins[1], now=now)
    world.rows["apart"] = sources.tell_apart(by=world.coordinator, one=twins[0], other=twins[2], now=now)
    world.rows["other_offer"] = twins[2]


def _begun(world, source, now: datetime) -> ImportRun:
    return sources.begin_run(by=world.coordinator, source=source, now=now)


def _taken(world, run: ImportRun, now: datetime) -> ImportRun:
    for action in (sources.read_run, sources.accept_run, sources.import_batch):
        run = action(by=world.coordinator, run=run, now=now)
    return run
