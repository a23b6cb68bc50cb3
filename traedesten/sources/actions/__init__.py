"""What can be done with sources of offers."""

from traedesten.sources.actions.following import follow_neighbours, follow_offer, stop_following
from traedesten.sources.actions.keeping import accept_run, add_source, begin_run, keep_source
from traedesten.sources.actions.merging import merge_offers, tell_apart, undo_merge
from traedesten.sources.actions.reading import read_run
from traedesten.sources.actions.sharing import NotOurs, keep_sharing, share_offer, tell_neighbours
from traedesten.sources.actions.taking import import_batch
from traedesten.sources.actions.undoing import undo_batch, undo_run
from traedesten.sources.actions.undoing_one import TouchedSince, take_again, undo_change

__all__ = [
    "NotOurs",
    "TouchedSince",
    "accept_run",
    "add_source",
    "begin_run",
    "follow_neighbours",
    "follow_offer",
    "import_batch",
    "keep_sharing",
    "keep_source",
    "merge_offers",
    "read_run",
    "share_offer",
    "stop_following",
    "take_again",
    "tell_apart",
    "tell_neighbours",
    "undo_batch",
    "undo_change",
    "undo_merge",
    "undo_run",
]
