"""Each place and address that offers name becomes a venue. Every site's rows, so the walls are lifted meanwhile."""

from django.db import migrations

LIFT = [f"alter table offers_{table} no force row level security" for table in ("offer", "venue")]
BACK = [
    "set constraints all immediate",
    *(f"alter table offers_{table} force row level security" for table in ("offer", "venue")),
]
FORWARDS = [
    *LIFT,
    """
    insert into offers_venue (id, site_id, name, address, postcode, area_id, step_free, hearing_loop, transport)
    select gen_random_uuid(), site_id, place, address, '', (array_agg(area_id))[1], bool_or(step_free), false, ''
    from offers_offer where place <> '' or address <> '' or area_id is not null group by site_id, place, address
    """,
    """
    update offers_offer set venue_id = venue.id from offers_venue venue
    where venue.site_id = offers_offer.site_id and venue.name = place and venue.address = offers_offer.address
        and (place <> '' or offers_offer.address <> '' or offers_offer.area_id is not null)
    """,
    "update offers_offer set changed_at = made_at, languages = array['da']",
    *BACK,
]
BACKWARDS = [
    *LIFT,
    """
    update offers_offer set place = venue.name, address = venue.address, area_id = venue.area_id,
        step_free = venue.step_free, venue_id = null
    from offers_venue venue where venue.id = offers_offer.venue_id
    """,
    "delete from offers_venue",
    *BACK,
]


class Migration(migrations.Migration):
    dependencies = [("offers", "0004_guard_directory")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
