"""Everybody may read what is published, only its own site may write it, and a closed offer goes at once."""

from django.db import migrations

TABLES = ("publishedorganisation", "publishedoffer", "publishedtime", "publishedpostcode", "publication")
SITE = "site_id = (select nullif(current_setting('app.site_id', true), '')::int)"

OPEN = "".join(
    f"""
    alter table api_{table} enable row level security;
    alter table api_{table} force row level security;
    create policy read on api_{table} for select using (true);
    create policy add on api_{table} for insert with check ({SITE});
    create policy change on api_{table} for update using ({SITE}) with check ({SITE});
    create policy remove on api_{table} for delete using ({SITE});
    """
    for table in TABLES
)
SHUT = "".join(
    f"""
    drop policy read on api_{table};
    drop policy add on api_{table};
    drop policy change on api_{table};
    drop policy remove on api_{table};
    alter table api_{table} no force row level security;
    alter table api_{table} disable row level security;
    """
    for table in TABLES
)

RETRACT = """
create function api_retract() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or not new.is_open then
    delete from api_publishedtime where offer_id = old.id;
    delete from api_publishedoffer where id = old.id;
  elsif old.contact_public_since is not null and new.contact_public_since is null then
    update api_publishedoffer set changed_at = clock_timestamp(), record = (record - 'contacts') || jsonb_build_object(
      'last_modified', to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    ) where id = old.id;
  end if;
  return null;
end $$;
create trigger api_retract after update or delete on offers_offer for each row execute function api_retract();
"""
KEEP = "drop trigger api_retract on offers_offer; drop function api_retract()"


class Migration(migrations.Migration):
    dependencies = [
        ("api", "0001_published"),
        ("offers", "0006_offers_meet_at_venues"),
    ]
    operations = [
        migrations.RunSQL(OPEN, SHUT),
        migrations.RunSQL(RETRACT, KEEP),
    ]
