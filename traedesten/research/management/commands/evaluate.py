"""Write an approved export for researchers into a folder, by the same steps as on the page.

Without --request it asks for one, and says who may approve it. The password of the coordinator who acts is asked
for; where nobody can type, it is read from standard input.
"""

import sys
from datetime import timedelta
from getpass import getpass
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from traedesten.domain.access import Actor, Denied
from traedesten.domain.exports import ExportState
from traedesten.domain.journey import MoveNotAllowed
from traedesten.evaluation.export import Plan
from traedesten.evaluation.export.plan import PlanError
from traedesten.research import actions, queries
from traedesten.research.models import ExportRequest
from traedesten.tenancy.models import Site, User
from traedesten.tenancy.queries import actor_for, coordinators, site_with
from traedesten.tenancy.scope import at_site


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--site", required=True, help="the site's part of the address, for instance holstebro")
        parser.add_argument("--by", default="", help="the e-mail with which the coordinator who acts signs in")
        parser.add_argument("--request", default="", help="the number of a request that was approved")
        parser.add_argument("--out", default="", help="a new or empty folder for the files")
        parser.add_argument("--purpose", default="", help="what it is for; never anything about a person")
        parser.add_argument("--plan", default="", help="a file with the analysis plan; without it, the usual one")
        parser.add_argument("--days", type=int, default=90, help="how many days it may be kept")

    def handle(self, *, site, by, request, out, purpose, plan, days, **options):
        place = site_with(site)
        if place is None:
            raise CommandError(f"There is no site called {site}.")
        with at_site(place), timezone.override(place.timezone):
            actor = self._signed_in(place, by)
            if request:
                self._write(actor, request, _folder(out))
            else:
                self._ask(actor, purpose, plan, days)

    def _signed_in(self, site: Site, email: str) -> Actor:
        """Whoever acts, when the password is theirs."""
        with transaction.atomic():
            user = User.objects.filter(email__iexact=email, is_active=True).first()
            there = user and coordinators().filter(pk=user.pk).exists()
            actor = actor_for(user, site) if there else None
        password = getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        if actor is None or not user.check_password(password):
            raise CommandError("--by and the password do not fit a coordinator of the site.")
        return actor

    def _ask(self, actor: Actor, purpose: str, plan: str, days: int) -> None:
        if not purpose or len(purpose) > ExportRequest._meta.get_field("purpose").max_length or days < 1:
            raise CommandError("Say what it is for with --purpose, in at most 400 letters, and at least one day.")
        now = timezone.now()
        with transaction.atomic():
            asked = {"purpose": purpose, "plan": _plan(plan), "expires_on": _day(now, days)}
            row = actions.ask_for_export(by=actor, now=now, **asked)
            names = ", ".join(user.name for user in queries.who_may_decide(row))
        self.stdout.write(f"Asked for: {row.pk}")
        self.stdout.write(f"Who can approve it: {names or 'nobody yet; invite another coordinator'}.")
        self.stdout.write("When that is done, run this again with --request and --out.")

    def _write(self, actor: Actor, number: str, folder: Path) -> None:
        from traedesten.evaluation.disclosure import TooFew
        from traedesten.research import making

        now = timezone.now()
        try:
            with transaction.atomic():
                row = queries.requests().filter(pk=number).first() if _is_number(number) else None
                if row is None:
                    raise CommandError("There is no such request at this site.")
                if row.state == ExportState.WAITING:
                    names = ", ".join(user.name for user in queries.who_may_decide(row))
                    raise CommandError(f"Nobody has approved it yet. {names or 'Another coordinator'} can.")
                actions.make_export(by=actor, request=row, shown_at=now, now=now)
                archive = actions.fetch_export(by=actor, request=row, shown_at=now, now=now)
        except TooFew:
            raise CommandError("Too few persons to give anything out without telling who they are.") from None
        except actions.TakenBack:
            raise CommandError("Somebody in it has taken their yes back. Ask for a new one.") from None
        except (MoveNotAllowed, Denied):
            raise CommandError("It is over, withdrawn or refused.") from None
        for name, content in making.unpacked(archive).items():
            (folder / name).write_bytes(content)
            self.stdout.write(name)


def _folder(out: str) -> Path:
    if not out:
        raise CommandError("Say where the files are to go with --out.")
    folder = Path(out)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError("--out must be a new or an empty folder.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _plan(file: str) -> Plan:
    if not file:
        return Plan.default(queries.instruments() or ["t-ils:da-2", "who-5:da-1"])
    try:
        return Plan.from_json(Path(file).read_text(encoding="utf-8"))
    except OSError:
        raise CommandError("The plan cannot be read.") from None
    except PlanError as problem:
        raise CommandError(f"The plan cannot be followed: {problem}.") from None


def _day(now, days: int):
    return timezone.localdate(now) + timedelta(days=days)


def _is_number(text: str) -> bool:
    from uuid import UUID

    try:
        return bool(UUID(text))
    except ValueError:
        return False
