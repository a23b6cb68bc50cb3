"""Coordinators take the site's open offers home as a file."""

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from traedesten.api import actions, exports, forms
from traedesten.domain.access import Deed, require


def export(request, site):
    """The kinds of file, each with a button; a POST writes down who took it, and sends it."""
    require(request.actor, Deed.KEEP_DIRECTORY, site_id=request.site.pk)
    form = forms.Export(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now, shape = timezone.now(), form.cleaned_data["shape"]
        actions.export_offers(by=request.actor, shape=shape, now=now)
        return _file(request.site, exports.SHAPES[shape], now)
    page = {"form": form, "shapes": [(code, *words) for code, words in forms.WORDS.items()]}
    return render(request, "api/export.html", page, status=422 if form.errors else 200)


def _file(site, shape: exports.Shape, now) -> StreamingHttpResponse:
    response = StreamingHttpResponse(shape.write(site, now), content_type=shape.media_type)
    name = f"tilbud-{site.slug}-{timezone.localdate(now):%Y-%m-%d}{shape.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
