"""A link may open a summary of figures for readers outside the house."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0008_links_to_questions"),
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
                ],
                max_length=20,
            ),
        ),
    ]
