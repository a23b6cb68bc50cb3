"""Addresses. Staff pages begin with /s/<site>/, public ones with /<site>/; each room lists its own."""

from django.conf import settings
from django.http import Http404
from django.urls import include, path, re_path
from django.views.defaults import page_not_found

NOT_HERE = {"exception": Http404()}

urlpatterns = [
    path("", include("traedesten.ui.urls")),
    path("sprog/", include("django.conf.urls.i18n")),
    # An address is proven by the invitation that went to it, so nobody may give their account another one, and
    # nobody has to confirm theirs.
    path("konto/email/", page_not_found, NOT_HERE),
    re_path("^konto/confirm-email/", page_not_found, NOT_HERE),
    path("konto/", include("allauth.account.urls")),
    *([path("demo/", include("traedesten.demo.urls"))] if settings.DEMO else []),
    path("", include("traedesten.api.urls")),
    path("", include("traedesten.tenancy.urls")),
    path("", include("traedesten.people.urls")),
    path("", include("traedesten.messages.urls")),
    path("", include("traedesten.sources.urls")),
    path("", include("traedesten.offers.urls")),
    path("", include("traedesten.referrals.urls")),
    path("", include("traedesten.journeys.urls")),
    path("", include("traedesten.groups.urls")),
    path("", include("traedesten.outcomes.urls")),
    path("", include("traedesten.matching.urls")),
    path("", include("traedesten.gathering.urls")),
    path("", include("traedesten.support.urls")),
    path("", include("traedesten.partners.urls")),
    path("", include("traedesten.insight.urls")),
    path("", include("traedesten.research.urls")),
    path("", include("traedesten.home.urls")),
]

handler400 = "traedesten.ui.views.bad_request"
