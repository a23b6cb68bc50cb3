"""The published copy of open offers."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0004_shares_offers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "site",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="tenancy.site",
                    ),
                ),
                ("version", models.IntegerField(default=-1)),
                ("published_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PublishedOrganisation",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("record", models.JSONField()),
                ("words", models.TextField()),
                (
                    "stems",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("words", config="danish"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.site"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublishedOffer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("record", models.JSONField()),
                ("words", models.TextField()),
                (
                    "stems",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("words", config="danish"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                ("tie_id", models.UUIDField(null=True, unique=True)),
                (
                    "terms",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                (
                    "taxonomies",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("minimum_age", models.PositiveSmallIntegerField(null=True)),
                ("maximum_age", models.PositiveSmallIntegerField(null=True)),
                ("postcode", models.CharField(blank=True, default="", max_length=10)),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.site"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="offers",
                        to="api.publishedorganisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublishedPostcode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("postcode", models.CharField(max_length=10)),
                ("latitude", models.FloatField()),
                ("longitude", models.FloatField()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.site"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublishedTime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weekday", models.PositiveSmallIntegerField()),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="times", to="api.publishedoffer"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.site"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="publishedorganisation",
            index=models.Index(fields=["site", "id"], name="published_organisation"),
        ),
        migrations.AddIndex(
            model_name="publishedorganisation",
            index=django.contrib.postgres.indexes.GinIndex(fields=["stems"], name="published_organisation_words"),
        ),
        migrations.AddIndex(
            model_name="publishedoffer",
            index=models.Index(fields=["site", "id"], name="published_by_site"),
        ),
        migrations.AddIndex(
            model_name="publishedoffer",
            index=models.Index(fields=["changed_at"], name="published_by_change"),
        ),
        migrations.AddIndex(
            model_name="publishedoffer",
            index=models.Index(fields=["latitude"], name="published_by_latitude"),
        ),
        migrations.AddIndex(
            model_name="publishedoffer",
            index=django.contrib.postgres.indexes.GinIndex(fields=["terms"], name="published_by_term"),
        ),
        migrations.AddIndex(
            model_name="publishedoffer",
            index=django.contrib.postgres.indexes.GinIndex(fields=["stems"], name="published_words"),
        ),
        migrations.AddConstraint(
            model_name="publishedpostcode",
            constraint=models.UniqueConstraint(fields=("postcode", "site"), name="one_point_per_postcode"),
        ),
    ]
