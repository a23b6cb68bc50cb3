"""How a programme goes, counted by each site that wants to: everybody may read it, only that site may write it."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

TABLE = "groups_programmefigures"
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
    dependencies = [("groups", "0007_sessions"), ("tenancy", "0010_links_of_groups")]
    operations = [
        migrations.AddField(model_name="programme", name="shares_figures", field=models.BooleanField(default=False)),
        migrations.CreateModel(
            name="ProgrammeFigures",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("programme", models.UUIDField()),
                ("groups", models.PositiveIntegerField()),
                ("began", models.PositiveIntegerField()),
                ("stayed", models.PositiveIntegerField()),
                ("came", models.PositiveIntegerField()),
                ("noted", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.site"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("site", "programme"), name="one_row_of_figures"),
                ],
            },
        ),
        migrations.RunSQL(OPEN, SHUT),
    ]
