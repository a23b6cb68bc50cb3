"""Members who go on by themselves are told where to meet first, and may show each other their numbers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0009_asked_how_they_are")]
    operations = [
        migrations.AddField(model_name="member", name="shares_number", field=models.BooleanField(default=False)),
        migrations.AddField(
            model_name="selfhelpgroup", name="together_on", field=models.DateField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="selfhelpgroup", name="together_starts", field=models.TimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="selfhelpgroup",
            name="together_at",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
    ]
