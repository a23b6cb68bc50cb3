"""Places where groups meet, proposals of groups, and what became of them; guarded by site."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import traedesten.tenancy.models
import traedesten.tenancy.scope
from traedesten.tenancy.operations import Guard


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("groups", "0009_asked_how_they_are"),
        ("people", "0004_invited_as"),
        ("tenancy", "0010_links_of_groups"),
    ]

    operations = [
        migrations.CreateModel(
            name="GroupProposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("programmes", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("working", "Working"),
                            ("ready", "Ready"),
                            ("refused", "Refused"),
                            ("left", "Left"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("by_user_id", models.BigIntegerField(null=True)),
                ("is_again", models.BooleanField(default=False)),
                ("phase", models.CharField(blank=True, default="", max_length=20)),
                ("share", models.PositiveSmallIntegerField(default=0)),
                ("stop_asked", models.BooleanField(default=False)),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                ("value", models.BigIntegerField(blank=True, null=True)),
                ("bound", models.FloatField(blank=True, null=True)),
                ("is_proven", models.BooleanField(default=False)),
                ("was_stopped", models.BooleanField(default=False)),
                ("refused_for", models.CharField(blank=True, default="", max_length=30)),
                ("about", models.JSONField(blank=True, default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
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
            name="MeetingPlace",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("address", models.CharField(blank=True, default="", max_length=200)),
                ("find_us", models.CharField(blank=True, default="", max_length=200)),
                (
                    "venue_has",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                (
                    "times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_open", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "area",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.area",
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
        migrations.CreateModel(
            name="ProposalChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("moved", "Moved"),
                            ("set_aside", "Set Aside"),
                            ("dropped", "Dropped"),
                            ("made", "Made"),
                            ("made_changed", "Made Changed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "proposal",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="gathering.groupproposal",
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
            name="ProposedGroup",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("slot", models.CharField(max_length=8)),
                ("low", models.PositiveSmallIntegerField()),
                ("high", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("made", "Made"), ("dropped", "Dropped")],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("is_locked", models.BooleanField(default=False)),
                ("was_changed", models.BooleanField(default=False)),
                (
                    "group",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.selfhelpgroup",
                    ),
                ),
                (
                    "one",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.volunteer",
                    ),
                ),
                (
                    "other",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.volunteer",
                    ),
                ),
                (
                    "place",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="gathering.meetingplace",
                    ),
                ),
                (
                    "programme",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.programme",
                    ),
                ),
                (
                    "proposal",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="gathering.groupproposal",
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
            name="ProposedSeat",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("is_locked", models.BooleanField(default=False)),
                ("why", models.JSONField(blank=True, default=dict)),
                (
                    "group",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="gathering.proposedgroup",
                    ),
                ),
                (
                    "proposal",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="gathering.groupproposal",
                    ),
                ),
                (
                    "seeker",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.seeker",
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
        migrations.AddIndex(
            model_name="groupproposal",
            index=models.Index(fields=["site", "state", "asked_at"], name="proposal_by_state"),
        ),
        migrations.AddConstraint(
            model_name="groupproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("share__lte", 100)), name="proposal_share_in_percent"
            ),
        ),
        migrations.AddIndex(
            model_name="proposalchange",
            index=models.Index(fields=["site", "at", "kind"], name="proposal_changes_by_day"),
        ),
        migrations.AddConstraint(
            model_name="proposedgroup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("site", "proposal", "place", "slot"),
                name="one_proposed_group_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposedgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("high__gte", models.F("low"))), name="proposed_band_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposedseat",
            constraint=models.UniqueConstraint(fields=("site", "proposal", "seeker"), name="one_seat_per_proposal"),
        ),
        Guard("MeetingPlace"),
        Guard("GroupProposal"),
        Guard("ProposedGroup"),
        Guard("ProposedSeat"),
        Guard("ProposalChange"),
    ]
