"""Answers that somebody has read, visits the coordinator goes along to, and notes that can be taken back."""

from django.db import migrations, models

from traedesten.vault.fields import SealedText


class Migration(migrations.Migration):
    dependencies = [("journeys", "0002_guard_by_site")]
    operations = [
        migrations.AddField("handover", "answer_seen_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("visit", "coordinator_goes", models.BooleanField(default=False)),
        migrations.AddField("contact", "written_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("contact", "before_step", SealedText(blank=True, default="")),
        migrations.AddField("contact", "before_on", models.DateField(blank=True, null=True)),
        migrations.AddField("contact", "answered_call_since", models.DateTimeField(blank=True, null=True)),
    ]
