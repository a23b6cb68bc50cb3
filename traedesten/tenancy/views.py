"""A site's own colours."""

import re

from django.http import HttpResponse
from django.views.decorators.cache import cache_control

VARIABLES = ("primary-9", "primary-7", "primary-6", "primary-1", "lamp-5", "lamp-1", "lamp-9", "ground")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@cache_control(max_age=300, public=True)
def theme(request, site):
    """The site's eight variables; anything that is not a colour is left out."""
    colours = request.site.theme
    lines = [f"--{name}:{colours[name]}" for name in VARIABLES if COLOUR.fullmatch(str(colours.get(name, "")))]
    return HttpResponse(":root{" + ";".join(lines) + "}\n" if lines else "", content_type="text/css; charset=utf-8")
