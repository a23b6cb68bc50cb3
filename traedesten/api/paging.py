"""Pages of long lists: the last costs what the first does, whatever lies between."""

from functools import cached_property
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def ids_between(ordered: QuerySet, first: int, beyond: int, total: int) -> list[UUID]:
    """The ids of the rows from ``first`` until before ``beyond``, counted off from the nearer end of the ``total``.

    The order must have no ties.
    """
    ids, beyond = ordered.values_list("pk", flat=True), min(beyond, total)
    if first > total - beyond:
        return [*ids.reverse()[total - beyond : total - first]][::-1] if first < beyond else []
    return [*ids[first:beyond]]


class FromBothEnds(Paginator):
    """Only the rows of the page are fetched. ``whole`` has them as the page shows them."""

    def __init__(self, ordered: QuerySet, whole: QuerySet, per_page: int) -> None:
        super().__init__(ordered, per_page)
        self.whole = whole

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by().count()

    def page(self, number: int) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        ids = ids_between(self.object_list, first, first + self.per_page, self.count)
        rows = self.whole.in_bulk(ids)
        return Page([rows[pk] for pk in ids if pk in rows], number, self)
