"""Found a site and print the link with which its first coordinator chooses a password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from traedesten.tenancy import actions, queries


def place(text: str) -> tuple[str, str, float, float]:
    """ "Vinderup:7830:56.48:8.78" → name, postcode, latitude, longitude."""
    name, postcode, latitude, longitude = text.split(":")
    return name, postcode, float(latitude), float(longitude)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("slug", help="the site's part of the address, for instance holstebro")
        parser.add_argument("--name", required=True, help="what the site calls itself")
        parser.add_argument("--place", required=True, help="the town or municipality")
        parser.add_argument("--phone", default="", help="the number people may call")
        parser.add_argument("--coordinator-name", required=True)
        parser.add_argument("--coordinator-email", required=True)
        parser.add_argument(
            "--area", type=place, action="append", default=[], help="a town: name:postcode:latitude:longitude"
        )

    def handle(self, *, slug, name, place, phone, coordinator_name, coordinator_email, area, **options):
        if queries.site_with(slug):
            raise CommandError(f"There is a site called {slug} already.")
        site = actions.found_site(slug=slug, name=name, place=place, phone=phone, areas=area)
        user = actions.add_coordinator(site=site, name=coordinator_name, email=coordinator_email, now=timezone.now())
        words = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        path = reverse("account_reset_password_from_key", kwargs=words)
        self.stdout.write(f"{coordinator_name} chooses a password here: {settings.PUBLIC_URL}{path}")
