"""Statistics on de-identified frames: plain pandas in, figures with their denominators out. Knows no Django."""

from traedesten.evaluation.changes import Change, Columns, change
from traedesten.evaluation.consistency import Alpha, alpha
from traedesten.evaluation.dropouts import Dropout, dropout
from traedesten.evaluation.effect_sizes import EffectSize, effect_size
from traedesten.evaluation.figures import Answered, Caution, Interval, NotEnough, Sentence
from traedesten.evaluation.imputation import Pooled, Sensitivity, imputed, rubin, sensitivity
from traedesten.evaluation.interrupted import Series, series
from traedesten.evaluation.mixed_model import Mixed, mixed
from traedesten.evaluation.reliable_changes import ReliableChange, reliable_change
from traedesten.evaluation.time_to_event import Survival, survival
from traedesten.evaluation.what_works import Subgroup, subgroups

__all__ = [
    "Alpha",
    "Answered",
    "Caution",
    "Change",
    "Columns",
    "Dropout",
    "EffectSize",
    "Interval",
    "Mixed",
    "NotEnough",
    "Pooled",
    "ReliableChange",
    "Sensitivity",
    "Sentence",
    "Series",
    "Subgroup",
    "Survival",
    "alpha",
    "change",
    "dropout",
    "effect_size",
    "imputed",
    "mixed",
    "reliable_change",
    "rubin",
    "sensitivity",
    "series",
    "subgroups",
    "survival",
]
