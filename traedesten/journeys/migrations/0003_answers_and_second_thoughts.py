"""Answers that have been read, visits the coordinator goes to, notes that can be taken back, and more endings."""

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
        migrations.AlterField(
            "journey",
            "outcome",
            models.CharField(
                blank=True,
                choices=[
                    ("community", "community"),
                    ("own_way", "own_way"),
                    ("handed_over", "handed_over"),
                    ("moved", "moved"),
                    ("unreachable", "unreachable"),
                    ("stopped", "stopped"),
                    ("died", "died"),
                ],
                default="",
                max_length=20,
            ),
        ),
    ]
