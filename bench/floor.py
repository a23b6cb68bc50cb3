"""The least that Django can do: one view with one insert, one with one select, on the same database server."""

import os

import dj_database_url
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="floor",
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    USE_TZ=True,
    DATABASES={"default": dj_database_url.parse(os.environ["DATABASE_OWNER_URL"], conn_max_age=60)},
)

import django  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

django.setup()


def insert(request):
    with connection.cursor() as cursor:
        cursor.execute("insert into floor (words) values (%s)", [request.POST["words"]])
    return HttpResponse("ok", status=201)


def select(request):
    with connection.cursor() as cursor:
        cursor.execute("select words from floor where id = 1")
        return HttpResponse(cursor.fetchone()[0])


urlpatterns = [path("insert/", insert), path("select/", select)]
application = get_wsgi_application()
