"""A link may open the questions of one asking, for the person or on a phone that was handed over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0007_links_of_shift_calendars"),
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
                    ("questions", "Questions"),
                    ("questions_here", "Questions Here"),
                ],
                max_length=20,
            ),
        ),
    ]
