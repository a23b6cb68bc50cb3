"""What there is to come to, for everybody."""

from django.shortcuts import render

from traedesten.offers import queries


def find(request, site):
    """Nobody's telephone number but the guides'."""
    rows = list(queries.open_offers())
    return render(request, "offers/find.html", {"groups": queries.by_kind(rows), "count": len(rows)})
