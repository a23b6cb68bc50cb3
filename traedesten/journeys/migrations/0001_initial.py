import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import traedesten.domain.journey
import traedesten.tenancy.models
import traedesten.tenancy.scope
import traedesten.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("offers", "0001_initial"),
        ("people", "0001_initial"),
        ("referrals", "0001_initial"),
        ("tenancy", "0001_initial"),
        ("vault", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Journey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("assessing", "assessing"),
                            ("waiting", "waiting"),
                            ("meeting", "meeting"),
                            ("walking", "walking"),
                            ("following", "following"),
                            ("paused", "paused"),
                            ("ended", "ended"),
                        ],
                        default=traedesten.domain.journey.Stage["ASSESSING"],
                        max_length=20,
                    ),
                ),
                (
                    "before_pause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("assessing", "assessing"),
                            ("waiting", "waiting"),
                            ("meeting", "meeting"),
                            ("walking", "walking"),
                            ("following", "following"),
                            ("paused", "paused"),
                            ("ended", "ended"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("opened_at", models.DateTimeField()),
                ("waiting_since", models.DateTimeField(blank=True, null=True)),
                ("guided_since", models.DateTimeField(blank=True, null=True)),
                ("first_contact_at", models.DateTimeField(blank=True, null=True)),
                ("last_contact_at", models.DateTimeField(blank=True, null=True)),
                ("next_step", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("next_on", models.DateField(blank=True, null=True)),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("resume_on", models.DateField(blank=True, null=True)),
                ("wants_call_since", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("community", "community"),
                            ("own_way", "own_way"),
                            ("handed_over", "handed_over"),
                            ("stopped", "stopped"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                (
                    "guide",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journeys",
                        to="people.volunteer",
                    ),
                ),
                (
                    "key",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.datakey",
                    ),
                ),
                (
                    "participant",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journeys",
                        to="people.participant",
                    ),
                ),
                (
                    "referral",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journeys",
                        to="referrals.referral",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Introduction",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                (
                    "stone",
                    models.CharField(
                        choices=[
                            ("suggested", "suggested"),
                            ("chosen", "chosen"),
                            ("agreed", "agreed"),
                            ("together", "together"),
                            ("alone", "alone"),
                            ("settled", "settled"),
                            ("left", "left"),
                        ],
                        default=traedesten.domain.journey.Stone["SUGGESTED"],
                        max_length=20,
                    ),
                ),
                ("why", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("could_be_hard", traedesten.vault.fields.SealedText(blank=True, default="")),
                (
                    "overwhelmed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("left_words", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("told_offer_at", models.DateTimeField(blank=True, null=True)),
                ("offer_answered_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "key",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.datakey",
                    ),
                ),
                (
                    "offer",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="offers.offer",
                    ),
                ),
                (
                    "relative",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="people.relative",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
                (
                    "journey",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="introductions",
                        to="journeys.journey",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("summary", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("to_name", models.CharField(max_length=80)),
                ("made_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("", "None"), ("taken", "Taken"), ("talk", "Talk")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("answer_note", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "key",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.datakey",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
                (
                    "journey",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
                        to="journeys.journey",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=20)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("done", "Done"), ("dropped", "Dropped")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("community", "Community"),
                            ("sometimes", "Sometimes"),
                            ("elsewhere", "Elsewhere"),
                            ("alone", "Alone"),
                            ("unknown", "Unknown"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("note", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "key",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.datakey",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
                (
                    "journey",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="journeys.journey",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("met", "Met"),
                            ("phone", "Phone"),
                            ("message", "Message"),
                            ("no_answer", "No Answer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("held_at", models.DateTimeField()),
                ("note", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("by_user_id", models.BigIntegerField(null=True)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "key",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.datakey",
                    ),
                ),
                (
                    "relative",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="people.relative",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
                (
                    "journey",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="journeys.journey",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "judgement",
                    models.CharField(
                        choices=[
                            ("volunteer", "volunteer"),
                            ("professional", "professional"),
                            ("both", "both"),
                            ("not_now", "not_now"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), default=list, size=None
                    ),
                ),
                ("note", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("by_user_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "key",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.datakey",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
                (
                    "journey",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="journeys.journey",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("planned_visits", models.PositiveSmallIntegerField()),
                ("how_often", models.CharField(max_length=20)),
                ("ends_on", models.DateField()),
                ("own_words", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("text_version", models.CharField(max_length=10)),
                ("proposed_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("", "None"), ("yes", "Yes"), ("no", "No")], default="", max_length=5
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_how",
                    models.CharField(
                        blank=True,
                        choices=[("read_aloud", "Read Aloud"), ("link", "Link")],
                        default="",
                        max_length=20,
                    ),
                ),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "guide",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.volunteer",
                    ),
                ),
                (
                    "key",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.datakey",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
                (
                    "journey",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreements",
                        to="journeys.journey",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField()),
                ("with_guide", models.BooleanField(default=True)),
                ("meet_at", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("remember", traedesten.vault.fields.SealedText(blank=True, default="")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("done", "Done"), ("cancelled", "Cancelled")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("felt", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("words", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("reported_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_by", models.CharField(blank=True, default="", max_length=60)),
                (
                    "introduction",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="journeys.introduction",
                    ),
                ),
                (
                    "key",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.datakey",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Wishes",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("own_words", traedesten.vault.fields.SealedText(blank=True, default="")),
                (
                    "interests",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("has_worked", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("has_overwhelmed", traedesten.vault.fields.SealedText(blank=True, default="")),
                (
                    "overwhelms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("group_size", models.CharField(blank=True, default="", max_length=10)),
                (
                    "times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                    ),
                ),
                (
                    "transport",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("reach_km", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), blank=True, default=list, size=None
                    ),
                ),
                (
                    "access_needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("access_words", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("guide_gender", models.CharField(blank=True, default="", max_length=10)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "journey",
                    traedesten.tenancy.models.SiteOneToOne(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="journeys.journey",
                    ),
                ),
                (
                    "key",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.datakey",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=traedesten.tenancy.scope.current_site_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.site",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="journey",
            index=models.Index(fields=["site", "stage"], name="journey_by_stage"),
        ),
        migrations.AddIndex(
            model_name="journey",
            index=models.Index(fields=["site", "guide", "stage"], name="journey_of_guide"),
        ),
        migrations.AddConstraint(
            model_name="journey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage", traedesten.domain.journey.Stage["ENDED"]), _negated=True),
                fields=("site", "participant"),
                name="one_open_journey_per_participant",
            ),
        ),
        migrations.AddConstraint(
            model_name="journey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "stage__in",
                            (
                                traedesten.domain.journey.Stage["MEETING"],
                                traedesten.domain.journey.Stage["WALKING"],
                                traedesten.domain.journey.Stage["FOLLOWING"],
                            ),
                        ),
                        _negated=True,
                    ),
                    ("guide__isnull", False),
                    _connector="OR",
                ),
                name="guided_stage_has_guide",
            ),
        ),
        migrations.AddConstraint(
            model_name="journey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("stage", traedesten.domain.journey.Stage["ENDED"])),
                    models.Q(
                        models.Q(("stage", traedesten.domain.journey.Stage["ENDED"]), _negated=True), ("outcome", "")
                    ),
                    _connector="OR",
                ),
                name="outcome_only_at_the_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stone", traedesten.domain.journey.Stone["LEFT"]), _negated=True),
                fields=("site", "journey", "offer", "relative"),
                name="one_open_stone_per_offer",
                nulls_distinct=False,
            ),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(fields=["site", "state", "due_on"], name="follow_up_due"),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "planned")),
                fields=("site", "journey", "name"),
                name="one_planned_follow_up_per_name",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["site", "journey", "-held_at"], name="contact_of_journey"),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.UniqueConstraint(fields=("site", "client_key"), name="one_contact_per_client_key"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at", None)), fields=("site", "journey"), name="one_standing_agreement"
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["site", "state", "starts_at"], name="visit_by_time"),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(("felt__isnull", True), ("felt__range", (1, 5)), _connector="OR"),
                name="felt_on_the_face_scale",
            ),
        ),
    ]
