"""Exports can be made by a job: who began it, and why nothing came of it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0010_going_on_together"),
        ("research", "0001_exports_for_research"),
        ("tenancy", "0010_links_of_groups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="exportrequest",
            name="export_made_when_approved",
        ),
        migrations.AddField(
            model_name="exportrequest",
            name="making_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="exportrequest",
            name="not_made",
            field=models.CharField(
                blank=True,
                choices=[("", "None"), ("too_few", "Too Few"), ("may_not", "May Not"), ("broke", "Broke")],
                default="",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="exportrequest",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "waiting"),
                    ("approved", "approved"),
                    ("making", "making"),
                    ("made", "made"),
                    ("refused", "refused"),
                    ("withdrawn", "withdrawn"),
                    ("expired", "expired"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="exportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("approved", "making", "made")), _negated=True),
                    ("decided_by__isnull", False),
                    _connector="OR",
                ),
                name="export_made_when_approved",
            ),
        ),
    ]
