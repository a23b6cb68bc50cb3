import uuid

import django.db.models.deletion
from django.db import migrations, models

import traedesten.tenancy.scope


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("person_id", models.UUIDField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("contact", "contact"),
                            ("share_with_offer", "share_with_offer"),
                            ("feedback", "feedback"),
                            ("relative", "relative"),
                            ("handover", "handover"),
                            ("research", "research"),
                        ],
                        max_length=20,
                    ),
                ),
                ("about_id", models.UUIDField(blank=True, null=True)),
                ("text_version", models.CharField(max_length=10)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "phone"),
                            ("meeting", "meeting"),
                            ("link", "link"),
                            ("referrer", "referrer"),
                        ],
                        max_length=10,
                    ),
                ),
                ("obtained_by", models.CharField(max_length=60)),
                ("obtained_by_user_id", models.BigIntegerField(blank=True, null=True)),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
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
                "indexes": [models.Index(fields=["site", "person_id", "purpose"], name="consent_of_person")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("site", "person_id", "purpose", "about_id"),
                        name="one_open_consent",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None), ("withdrawn_at__gte", models.F("given_at")), _connector="OR"
                        ),
                        name="withdrawn_after_given",
                    ),
                ],
            },
        ),
    ]
