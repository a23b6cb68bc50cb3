"""Pages of the national list: the last costs what the first does, whatever lies between."""

from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class FromBothEnds(Paginator):
    """Rows are counted off by their ids alone, from the nearer end of the list, and only those of the page are
    fetched. ``ordered`` must have an order without ties; ``whole`` has the rows as the page shows them.
    """

    def __init__(self, ordered: QuerySet, whole: QuerySet, per_page: int) -> None:
        super().__init__(ordered, per_page)
        self.whole = whole

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by().count()

    def page(self, number: int) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        beyond = min(first + self.per_page, self.count)
        ids = self.object_list.values_list("pk", flat=True)
        if first > self.count - beyond:
            ids = [*ids.reverse()[self.count - beyond : self.count - first]][::-1]
        else:
            ids = [*ids[first:beyond]]
        rows = self.whole.in_bulk(ids)
        return Page([rows[pk] for pk in ids if pk in rows], number, self)
