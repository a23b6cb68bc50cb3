"""Sharing offers with neighbouring sites. A copy is read by the two, and written only by the one that shares."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import traedesten.tenancy.models
import traedesten.tenancy.scope
from traedesten.tenancy.operations import Guard

MINE = "site_id = (select nullif(current_setting('app.site_id', true), '')::int)"
THEIRS = "neighbour_id = (select nullif(current_setting('app.site_id', true), '')::int)"
WALLS = f"""
alter table sources_sharedoffer enable row level security;
alter table sources_sharedoffer force row level security;
create policy read on sources_sharedoffer for select using (neighbour_id is null or {MINE} or {THEIRS});
create policy add on sources_sharedoffer for insert with check ({MINE});
create policy change on sources_sharedoffer for update using ({MINE}) with check ({MINE});
create policy remove on sources_sharedoffer for delete using ({MINE});
"""
NO_WALLS = """
drop policy read on sources_sharedoffer;
drop policy add on sources_sharedoffer;
drop policy change on sources_sharedoffer;
drop policy remove on sources_sharedoffer;
alter table sources_sharedoffer no force row level security;
alter table sources_sharedoffer disable row level security;
"""
RETRACT = """
create function sources_retract() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from sources_sharedoffer where offer_id = old.id;
  else
    if old.is_open and not new.is_open then
      update sources_sharedoffer set changed_at = clock_timestamp(),
        values = jsonb_set(values, '{is_open}', 'false') where offer_id = old.id;
    end if;
    if old.contact_public_since is not null and new.contact_public_since is null then
      update sources_sharedoffer set changed_at = clock_timestamp(),
        values = values || '{"contact_name": "", "contact_phone": "", "contact_email": ""}' where offer_id = old.id;
    end if;
  end if;
  return null;
end $$;
create trigger sources_retract after update or delete on offers_offer
  for each row execute function sources_retract();
"""
KEEP = "drop trigger sources_retract on offers_offer; drop function sources_retract()"


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0007_offers_that_follow"),
        ("sources", "0002_guard_by_site"),
        ("tenancy", "0004_shares_offers"),
    ]

    operations = [
        migrations.CreateModel(
            name="FollowedOffer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("foreign_id", models.UUIDField()),
                ("digests", models.JSONField(default=dict)),
                (
                    "kept",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "neighbour",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.site"
                    ),
                ),
                (
                    "offer",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="offers.offer",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("site", "foreign_id"), name="one_follower_per_offer")
                ],
            },
        ),
        Guard("FollowedOffer"),
        migrations.CreateModel(
            name="Neighbourhood",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("told_version", models.IntegerField(default=-1)),
                ("heard", models.CharField(blank=True, default="", max_length=80)),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("site",), name="one_neighbourhood")],
            },
        ),
        Guard("Neighbourhood"),
        migrations.CreateModel(
            name="SharedOffer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("offer_id", models.UUIDField()),
                ("values", models.JSONField()),
                ("details", models.JSONField(default=dict)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "neighbour",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.site"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.site"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["neighbour", "site"], name="shared_by_neighbour")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("site", "offer_id", "neighbour"), name="shared_once_with_each", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.RunSQL(WALLS, NO_WALLS),
        migrations.RunSQL(RETRACT, KEEP),
    ]
