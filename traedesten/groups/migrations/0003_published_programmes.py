"""Editions of programmes: everybody may read them, only the site that publishes may write."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

TABLE = "groups_publishedprogramme"
SITE = "site_id = (select nullif(current_setting('app.site_id', true), '')::int)"
OPEN = f"""
alter table {TABLE} enable row level security;
alter table {TABLE} force row level security;
create policy read on {TABLE} for select using (true);
create policy add on {TABLE} for insert with check ({SITE});
create policy change on {TABLE} for update using ({SITE}) with check ({SITE});
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
    dependencies = [("groups", "0002_guard_by_site"), ("tenancy", "0005_links_of_seekers")]
    operations = [
        migrations.CreateModel(
            name="PublishedProgramme",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("programme", models.UUIDField()),
                ("edition", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("published_at", models.DateTimeField()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.site"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "edition"), name="one_row_per_edition"),
                    models.CheckConstraint(condition=models.Q(("edition__gte", 1)), name="editions_count_from_one"),
                ],
            },
        ),
        migrations.RunSQL(OPEN, SHUT),
    ]
