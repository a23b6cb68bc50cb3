"""The privacy and accessibility pages, the error pages, and what makes the guide's pages work offline."""

import hashlib
import json

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views import defaults
from django.views.decorators.cache import cache_control

# What the guide's day page and contact form need to look right without network. Never pages, never data.
SHELL = [
    "ui/kit.css",
    "ui/day.css",
    "ui/evening.css",
    "groups/course.css",
    "ui/app.js",
    "ui/outbox.js",
    "ui/mark.svg",
    "icons.svg",
    "fonts/figtree.woff2",
    "fonts/figtree-ext.woff2",
    "fonts/bricolage.woff2",
]


def privacy(request):
    return render(request, "ui/privacy.html")


def accessibility(request):
    return render(request, "ui/accessibility.html")


@cache_control(no_cache=True)
def service_worker(request):
    """The service worker, served from the root so that it may answer for the guide's pages."""
    shell = json.dumps([static(name) for name in SHELL])
    version = hashlib.sha256(shell.encode()).hexdigest()[:12]
    lines = [
        f"self.SHELL = {shell};",
        f"self.VERSION = {json.dumps(version)};",
        f"importScripts({json.dumps(static('ui/sw.js'))});",
    ]
    return HttpResponse("\n".join(lines), content_type="text/javascript; charset=utf-8")


@cache_control(max_age=3600)
def manifest(request):
    """Lets a guide put the day page on the phone's home screen."""
    return JsonResponse(
        {
            "name": "Trædesten",
            "short_name": "Trædesten",
            "start_url": "/",
            "display": "standalone",
            "lang": "da",
            "background_color": "#38162f",
            "theme_color": "#38162f",
            "icons": [{"src": static("ui/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


def csrf_failure(request, reason=""):
    """A form that was open for too long; `reason` is Django's and is of no help to the reader."""
    return render(request, "errors/403_csrf.html", status=403)


def bad_request(request, exception):
    """400; 413 for a form that is larger than anybody writes by hand, of which nothing has been read."""
    if not isinstance(exception, RequestDataTooBig):
        return defaults.bad_request(request, exception)
    response = defaults.bad_request(request, exception, "errors/413.html")
    response.status_code = 413
    return response
