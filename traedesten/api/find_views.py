"""The national list: the open offers of every site that shares them, for everybody, from the published copy."""

from django.shortcuts import render

from traedesten.api import queries
from traedesten.api.national import Everywhere
from traedesten.api.paging import FromBothEnds

PAGE = 20


def find_everywhere(request):
    """Words, what it is about, and where; the newest first when nothing is asked."""
    form = Everywhere(request.GET, sites=queries.sharing_sites())
    pages = FromBothEnds(queries.everywhere(**form.asked), queries.with_site(), PAGE)
    page = pages.get_page(request.GET.get("side"))
    return render(request, "api/find_everywhere.html", {"form": form, "page": page, "query": form.query})
