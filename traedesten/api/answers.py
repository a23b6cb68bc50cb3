"""Answers of the API: JSON with an ETag, lines of JSON, and problems as RFC 9457 has them."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response

PROBLEM = "application/problem+json"
LINES = "application/x-ndjson"


def dumps(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def whole(request, content: Any) -> HttpResponse:
    """The content as JSON, or 304 to somebody who has it already."""
    body = dumps(content).encode()
    response = HttpResponse(body, content_type="application/json")
    return _unless_known(request, response, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def lines(request, pieces: Iterator[str], version: str) -> HttpResponse | StreamingHttpResponse:
    """Text that is written while it is sent. ``version`` changes whenever the text does."""
    response = StreamingHttpResponse(pieces, content_type=LINES)
    tag = hashlib.sha256(f"{request.get_full_path()} {version}".encode()).hexdigest()[:32]
    return _unless_known(request, response, f'W/"{tag}"')


def problem(status: int, detail: str, errors: Mapping[str, str] | None = None) -> HttpResponse:
    """What is wrong: ``errors`` says it for each parameter."""
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    if errors:
        content["errors"] = dict(errors)
    return HttpResponse(dumps(content), status=status, content_type=PROBLEM)


def _unless_known(request, response, tag: str):
    response["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=response)
