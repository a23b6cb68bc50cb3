"""What every template knows: the site, the actor, and whether this is the demo."""

from django.conf import settings


def site_and_actor(request):
    return {
        "site": getattr(request, "site", None),
        "actor": getattr(request, "actor", None),
        "is_demo": settings.DEMO,
    }
