"""What may be done about self-help groups."""

from traedesten.groups.actions.programmes import write_programme

__all__ = ["write_programme"]
