"""What a person wants put right or deleted."""

from django.db import migrations, models

from traedesten.vault.fields import SealedText


class Migration(migrations.Migration):
    dependencies = [("journeys", "0003_answers_and_second_thoughts")]

    operations = [
        migrations.AddField("journey", "wants_change_since", models.DateTimeField(null=True, blank=True)),
        migrations.AddField("journey", "change_words", SealedText(blank=True, default="")),
    ]
