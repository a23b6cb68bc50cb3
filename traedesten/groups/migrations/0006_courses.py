"""Self-help groups with their seats, meetings and what comes after."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import traedesten.domain.courses
import traedesten.tenancy.models
import traedesten.tenancy.scope
import traedesten.vault.fields
from traedesten.tenancy.operations import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0005_facilitators"),
        ("journeys", "0004_person_asks_for_change"),
        ("offers", "0010_suggestions_are_sealed"),
        ("people", "0003_versions"),
        ("tenancy", "0006_facilitators"),
        ("vault", "0002_guard_by_site"),
    ]

    operations = [
        migrations.CreateModel(
            name="SelfHelpGroup",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("inviting", "inviting"),
                            ("running", "running"),
                            ("ended", "ended"),
                            ("called_off", "called_off"),
                        ],
                        default=traedesten.domain.courses.Course["PLANNED"],
                        max_length=20,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("journal", models.CharField(choices=[("none", "none"), ("ordinary", "ordinary")], max_length=10)),
                ("joining", models.CharField(choices=[("closed", "closed"), ("open", "open")], max_length=10)),
                ("smallest", models.PositiveSmallIntegerField()),
                ("largest", models.PositiveSmallIntegerField()),
                ("weekday", models.PositiveSmallIntegerField()),
                ("starts", models.TimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("weeks_between", models.PositiveSmallIntegerField(default=1)),
                ("first_on", models.DateField()),
                ("venue", models.CharField(blank=True, default="", max_length=120)),
                ("address", models.CharField(blank=True, default="", max_length=200)),
                ("find_us", models.CharField(blank=True, default="", max_length=200)),
                (
                    "venue_has",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("erase_on", models.DateField(blank=True, null=True)),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(default=7),
                ),
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
                    "programme",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="groups.programme",
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
            name="Member",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "seat",
                    models.CharField(
                        choices=[
                            ("chosen", "chosen"),
                            ("next", "next"),
                            ("invited", "invited"),
                            ("asks", "asks"),
                            ("yes", "yes"),
                            ("no", "no"),
                            ("stopped", "stopped"),
                            ("finished", "finished"),
                            ("let_go", "let_go"),
                        ],
                        default=traedesten.domain.courses.Seat["CHOSEN"],
                        max_length=20,
                    ),
                ),
                ("seat_since", models.DateTimeField()),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("answer_by", models.DateField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("question", traedesten.vault.fields.SealedText(blank=True, default="")),
                ("stopped_for", models.CharField(blank=True, default="", max_length=30)),
                ("was_announced", models.BooleanField(default=False)),
                (
                    "onward",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("guide", "guide"),
                            ("offer", "offer"),
                            ("together", "together"),
                            ("nothing", "nothing"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("onward_done_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
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
                    "onward_journey",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="journeys.journey",
                    ),
                ),
                (
                    "onward_offer",
                    traedesten.tenancy.models.SiteForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offers.offer",
                    ),
                ),
                (
                    "seeker",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
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
                (
                    "group",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="groups.selfhelpgroup",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GroupSession",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("starts", models.TimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("venue", models.CharField(blank=True, default="", max_length=120)),
                ("was_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "planned"), ("held", "held"), ("cancelled", "cancelled")],
                        default=traedesten.domain.courses.SessionState["PLANNED"],
                        max_length=20,
                    ),
                ),
                ("is_review", models.BooleanField(default=False)),
                (
                    "done",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("climate", models.CharField(blank=True, default="", max_length=20)),
                ("theme", models.CharField(blank=True, default="", max_length=120)),
                ("worked", models.TextField(blank=True, default="")),
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
                (
                    "group",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="groups.selfhelpgroup",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GroupFollowUp",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("in_community", models.CharField(blank=True, default="", max_length=10)),
                ("kept_contact", models.CharField(blank=True, default="", max_length=10)),
                ("answered_on", models.DateField()),
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
                    "group",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="groups.selfhelpgroup",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GroupFacilitator",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
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
                    "volunteer",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.volunteer",
                    ),
                ),
                (
                    "group",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facilitators",
                        to="groups.selfhelpgroup",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaringContact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("opened_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, default="", max_length=30)),
                ("by_user_id", models.BigIntegerField(null=True)),
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
                    "after_session",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.groupsession",
                    ),
                ),
                (
                    "member",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="caring_contacts",
                        to="groups.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("site", "member", "after_session"), name="one_caring_contact")
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceMark",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "presence",
                    models.CharField(
                        choices=[("came", "came"), ("away", "away"), ("excused", "excused")], max_length=10
                    ),
                ),
                ("noted_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("by_user_id", models.BigIntegerField(null=True)),
                ("client_key", models.UUIDField()),
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
                    "session",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="groups.groupsession",
                    ),
                ),
                (
                    "member",
                    traedesten.tenancy.models.SiteForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="groups.member",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["site", "session", "member", "noted_at"], name="attendance_truth")],
                "constraints": [
                    models.UniqueConstraint(fields=("site", "member", "client_key"), name="attendance_sent_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="selfhelpgroup",
            index=models.Index(fields=["site", "state", "first_on"], name="group_by_state"),
        ),
        migrations.AddConstraint(
            model_name="selfhelpgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekday__lte", 6)), name="group_meets_on_a_weekday"
            ),
        ),
        migrations.AddConstraint(
            model_name="selfhelpgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("smallest__gte", 2), ("largest__gte", models.F("smallest"))),
                name="group_sizes_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfhelpgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gte", 1), ("weeks_between__gte", 1)), name="group_has_times"
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(fields=("site", "group", "seeker"), name="one_seat_per_group"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "seat__in",
                        (
                            traedesten.domain.courses.Seat["CHOSEN"],
                            traedesten.domain.courses.Seat["INVITED"],
                            traedesten.domain.courses.Seat["ASKS"],
                            traedesten.domain.courses.Seat["YES"],
                            traedesten.domain.courses.Seat["NEXT"],
                        ),
                    )
                ),
                fields=("site", "seeker"),
                name="one_group_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="groupsession",
            index=models.Index(fields=["site", "on"], name="session_by_day"),
        ),
        migrations.AddConstraint(
            model_name="groupsession",
            constraint=models.UniqueConstraint(fields=("site", "group", "number"), name="one_session_per_number"),
        ),
        migrations.AddConstraint(
            model_name="groupsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), ("minutes__gte", 1)), name="session_counts_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="groupfacilitator",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until_on", None)), fields=("site", "group", "volunteer"), name="facilitator_once"
            ),
        ),
        Guard("SelfHelpGroup"),
        Guard("GroupFacilitator"),
        Guard("Member"),
        Guard("GroupSession"),
        Guard("AttendanceMark"),
        Guard("CaringContact"),
        Guard("GroupFollowUp"),
    ]
