"""Laying what one site has at many more, so that a country is there in minutes; run inside a ``House``."""

from collections.abc import Iterable
from typing import Any

import psycopg
from django.apps import apps
from django.db import models
from django.db.models import AutoField, UUIDField

from bench.house import House
from traedesten.api.models import PublishedOffer
from traedesten.offers.models import Offer
from traedesten.tenancy.models import Site


def new_sites(source: str, sites: int, names: Iterable[str]) -> dict[str, Any]:
    """So many more sites, still empty, and what lays the rows of these models at each, as SQL of a superuser.

    The models stand in the order in which one needs the other, as "app.Model".
    """
    pattern = Site.objects.get(slug=source)
    made = [
        Site.objects.create(slug=f"kopi-{n}", name="Prøve", place=f"Kopi {n}", shares_offers=True)
        for n in range(sites)
    ]
    return {
        "statements": [_copying(apps.get_model(name)) for name in names],
        "source": pattern.pk,
        "sites": [site.pk for site in made],
        "slugs": [site.slug for site in made],
    }


def lay_out(house: House, source: str, sites: int, names: Iterable[str]) -> list[str]:
    """The slugs of so many copies, written by a superuser: no wall between sites stands in the way."""
    found = house.value("copying", f"new_sites({source!r}, {sites}, {names})")
    with psycopg.connect(house.server.get_uri(), dbname="traedesten", autocommit=True) as connection:
        for site in found["sites"]:
            for statement in found["statements"]:
                connection.execute(psycopg.ClientCursor(connection).mogrify(statement, {**found, "site": site}))
        connection.execute("vacuum analyze")
    return found["slugs"]


def _copying(model: type[models.Model]) -> str:
    """The rows of one site at another: keys become others in the same way everywhere, and each site has own words."""
    fields = [field for field in model._meta.concrete_fields if not (field.generated or isinstance(field, AutoField))]
    columns = {f'"{field.column}"': _copied(model, field) for field in fields}
    table = model._meta.db_table
    taken = f"select {', '.join(columns.values())} from {table} where site_id = %(source)s"  # noqa: S608, names of our own models
    return f"insert into {table} ({', '.join(columns)}) {taken}"


def _copied(model: type[models.Model], field: models.Field) -> str:
    column = f'"{field.column}"'
    if field.name == "site":
        return "%(site)s"
    if field.name == "user":
        return "null"  # an account is one person's, wherever they are
    if isinstance(field.target_field if field.is_relation else field, UUIDField):
        return f"md5({column}::text || %(site)s)::uuid"
    if (model, field.name) == (PublishedOffer, "record"):
        return "record || jsonb_build_object('id', md5(id::text || %(site)s)::uuid)"
    if (model, field.name) in ((Offer, "about"), (PublishedOffer, "words")):
        return f"{column} || ' Egn%(site)snært'"
    return column
