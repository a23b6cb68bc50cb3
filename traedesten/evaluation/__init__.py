"""Statistics on de-identified frames: plain pandas in, figures with their denominators out. Knows no Django.

A method is loaded when it is first asked for: pandas, SciPy and statsmodels are large, and a web server that only
shows what has been prepared needs none of them.
"""

from importlib import import_module

PLACES = {
    "changes": ("Change", "Columns", "change"),
    "consistency": ("Alpha", "alpha"),
    "dropouts": ("Dropout", "dropout"),
    "effect_sizes": ("EffectSize", "effect_size"),
    "figures": ("Answered", "Caution", "Interval", "NotEnough", "Sentence"),
    "imputation": ("Pooled", "Sensitivity", "imputed", "rubin", "sensitivity"),
    "interrupted": ("Series", "series"),
    "mixed_model": ("Mixed", "mixed"),
    "reliable_changes": ("ReliableChange", "reliable_change"),
    "shares": ("wilson",),
    "side_by_side": ("Comparison", "Group", "compared", "parts_of"),
    "stratified": ("Stratum", "common_difference"),
    "time_to_event": ("Survival", "survival"),
    "what_works": ("Subgroup", "subgroups"),
}
"""Module → its public names."""
_MODULE_OF = {name: module for module, names in PLACES.items() for name in names}

__all__ = sorted(_MODULE_OF)


def __getattr__(name: str):
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULE_OF})
