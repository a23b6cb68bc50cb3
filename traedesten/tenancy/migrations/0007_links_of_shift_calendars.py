"""A link may be that of a guide's calendar of shifts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0006_facilitators"),
    ]

    operations = [
        migrations.AlterField(
            model_name="link",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("referring_unit", "Referring Unit"),
                    ("referral_status", "Referral Status"),
                    ("person", "Person"),
                    ("invitation", "Invitation"),
                    ("introduction", "Introduction"),
                    ("handover", "Handover"),
                    ("offer", "Offer"),
                    ("seeker", "Seeker"),
                    ("shift_calendar", "Shift Calendar"),
                ],
                max_length=20,
            ),
        ),
    ]
