"""A link may open a calendar of meetings, or two questions after a group."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0009_summary_links"),
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
                    ("summary", "Summary"),
                    ("group_calendar", "Group Calendar"),
                    ("after_group", "After Group"),
                ],
                max_length=20,
            ),
        ),
    ]
