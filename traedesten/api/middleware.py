"""The API is for everybody: no cookie is read or set there, every origin may ask, and every error is JSON."""

import re

from django.http import HttpResponse

from traedesten.api import answers

PATHS = re.compile(r"/(?:[-\w]+/)?api/hsds(?:/|$)", re.ASCII)
METHODS = "GET, HEAD, OPTIONS"
SAID = {
    400: "The request could not be read.",
    404: "There is nothing at this address.",
    500: "Something went wrong here. It is not your fault; please try again later.",
}


class OpenToAll:
    """Stands outside of sessions and languages. Answers 405 itself, before any database is asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not PATHS.match(request.path_info):
            return self.get_response(request)
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": METHODS})
        elif request.method not in ("GET", "HEAD"):
            response = answers.problem(405, f"Only {METHODS} are answered here: the API is for reading.")
            response["Allow"] = METHODS
        else:
            request.META.pop("HTTP_COOKIE", None)
            response = self._told(self.get_response(request))
        return _opened(response)

    def _told(self, response):
        if response.status_code < 400 or response["Content-Type"] == answers.PROBLEM:
            return response
        status = response.status_code
        return answers.problem(status, SAID.get(status, "The request could not be answered."))


def _opened(response):
    """For everybody alike, so nothing varies; kept by caches only if they ask each time whether it still holds."""
    for name in ("Vary", "Content-Language"):
        response.headers.pop(name, None)
    response.cookies.clear()
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Expose-Headers"] = "ETag"
    response["Cache-Control"] = "public, no-cache"
    return response
