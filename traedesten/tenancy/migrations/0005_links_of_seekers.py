"""A link may be that of somebody who waits for a group."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0004_shares_offers"),
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
                ],
                max_length=20,
            ),
        ),
    ]
