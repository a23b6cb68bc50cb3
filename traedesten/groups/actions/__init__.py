"""What may be done about self-help groups."""

from traedesten.groups.actions.programmes import (
    CoreDropped,
    NotFollowed,
    adopt_programme,
    publish_programme,
    take_over,
    write_programme,
)

__all__ = ["CoreDropped", "NotFollowed", "adopt_programme", "publish_programme", "take_over", "write_programme"]
