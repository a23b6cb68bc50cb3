"""What an evaluator takes home: de-identified tables with their codebook, a plan made beforehand, and what came out.

As in the room above, a part is loaded when it is first asked for: a page that shows a plan needs no pandas.
"""

from importlib import import_module

PLACES = {
    "about": ("About",),
    "analysis": ("Analysis", "analyse"),
    "plan": ("FACTORS", "Factor", "Outcome", "Plan", "PlanError"),
    "tables": ("TABLES", "BadTables", "Code", "Field"),
    "writing": ("write",),
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
