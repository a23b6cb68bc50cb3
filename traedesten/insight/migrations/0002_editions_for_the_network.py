"""Editions that a site lets the others of the network read: only those that share read them, only their site writes."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import traedesten.tenancy.scope
from traedesten.tenancy.operations import Guard

TABLE = "insight_sharededition"
SITE = "site_id = (select nullif(current_setting('app.site_id', true), '')::int)"
SHARES = f"exists (select from insight_networksharing where {SITE} and is_shared)"
OPEN = f"""
alter table {TABLE} enable row level security;
alter table {TABLE} force row level security;
create policy read on {TABLE} for select using ({SITE} or {SHARES});
create policy add on {TABLE} for insert with check ({SITE} and {SHARES});
create policy change on {TABLE} for update using ({SITE}) with check ({SITE} and {SHARES});
create policy remove on {TABLE} for delete using ({SITE});
"""
SHUT = f"""
drop policy read on {TABLE};
drop policy add on {TABLE};
drop policy change on {TABLE};
drop policy remove on {TABLE};
alter table {TABLE} no force row level security;
alter table {TABLE} disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_figures_editions_readers")]
    operations = [
        migrations.CreateModel(
            name="NetworkSharing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("is_shared", models.BooleanField(default=False)),
                ("decided_at", models.DateTimeField()),
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
                "constraints": [models.UniqueConstraint(fields=("site",), name="one_decision_on_the_network")],
            },
        ),
        Guard("NetworkSharing"),
        migrations.CreateModel(
            name="SharedEdition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("until", models.DateField()),
                ("figures", models.JSONField()),
                ("made_at", models.DateTimeField()),
                (
                    "site",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.site"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(OPEN, SHUT),
    ]
