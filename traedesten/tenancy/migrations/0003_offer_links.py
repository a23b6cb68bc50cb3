"""Links for those who answer for offers, and how often they are asked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0002_guard_by_site"),
    ]

    operations = [
        migrations.AddField(
            model_name="site",
            name="confirm_offers_days",
            field=models.PositiveSmallIntegerField(default=120),
        ),
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
                ],
                max_length=20,
            ),
        ),
    ]
