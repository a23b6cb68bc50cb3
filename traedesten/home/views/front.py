"""The public pages, and the way in for those who sign in."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render

from traedesten.domain.access import Role
from traedesten.home import queries
from traedesten.tenancy.queries import my_memberships


def front(request):
    """What Trædesten is, and where one can turn to."""
    return render(request, "home/front.html", {"sites": queries.sites()})


@login_required
def my_sites(request):
    """The place one belongs to; a choice for those who belong to several."""
    sites = {row.site_id: row.site for row in my_memberships()}
    if len(sites) == 1:
        return redirect("home:staff", next(iter(sites.values())).slug)
    places = sorted(sites.values(), key=lambda site: site.place)
    return render(request, "home/my_sites.html", {"sites": places})


def staff(request, site):
    """The board for a coordinator, the day for a guide, their own for a facilitator."""
    first = ((Role.COORDINATOR, "home:board"), (Role.GUIDE, "home:day"), (Role.FACILITATOR, "groups:facilitator_day"))
    return redirect(next((page for role, page in first if request.actor.has(role)), "home:day"), site)


def site(request, site):
    """The place's own front page."""
    return render(request, "home/site.html", {"home_url": request.path})
