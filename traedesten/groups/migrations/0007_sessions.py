"""Reminders, the look back halfway, and being asked once more are kept with meetings and seats."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0006_courses"),
    ]

    operations = [
        migrations.AddField(
            model_name="groupsession",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="groupsession",
            name="review_change",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="groupsession",
            name="review_good",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="member",
            name="asked_again_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="member",
            name="may_be_asked",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="selfhelpgroup",
            name="ended_without",
            field=models.CharField(blank=True, default="", max_length=30),
        ),
        migrations.AlterField(
            model_name="attendancemark",
            name="presence",
            field=models.CharField(
                choices=[("came", "came"), ("away", "away"), ("excused", "excused"), ("coming", "coming")],
                max_length=10,
            ),
        ),
    ]
