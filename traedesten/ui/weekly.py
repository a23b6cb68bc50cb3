"""The week as a table of boxes to tick: a row for each day, a column for each part of it."""

from django.utils.translation import gettext_lazy as _

from traedesten.domain.slots import DAYS, PARTS, SLOTS
from traedesten.ui import labels

HOURS = (_("før 12"), _("12–17"), _("efter 17"))


class WeeklyTimes:
    """For a form whose field ``times`` is a choice of ``SLOTS``; ``people/times_grid.html`` draws it."""

    def offer_slots(self) -> None:
        """Give ``times`` its choices, in the language of the page."""
        self.fields["times"].choices = [(slot, labels.slot_words(slot)) for slot in SLOTS]

    @property
    def week(self) -> list[tuple]:
        """The weekly times as (day, its boxes in the order of ``PARTS``)."""
        boxes, size = list(self["times"]), len(PARTS)
        return [
            (labels.words("slot_day", name), boxes[number * size : number * size + size])
            for number, name in enumerate(DAYS)
        ]

    @property
    def parts(self) -> list[tuple]:
        """The columns of the week: (part of the day, its hours)."""
        return [(labels.words("slot_part", part[0]), told) for part, told in zip(PARTS, HOURS, strict=True)]
