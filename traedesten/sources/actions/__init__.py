"""What can be done with sources of offers."""

from traedesten.sources.actions.keeping import accept_run, add_source, begin_run, keep_source
from traedesten.sources.actions.reading import read_run
from traedesten.sources.actions.taking import import_batch
from traedesten.sources.actions.undoing import undo_batch, undo_run

__all__ = [
    "accept_run",
    "add_source",
    "begin_run",
    "import_batch",
    "keep_source",
    "read_run",
    "undo_batch",
    "undo_run",
]
