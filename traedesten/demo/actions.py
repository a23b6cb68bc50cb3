"""A fresh way in to somebody else's page, for whoever looks at the demo."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.tenancy.models import Link


@transaction.atomic
def issue_link(*, by: Actor, purpose: str, subject_id: UUID, now: datetime, person_id: UUID | None = None) -> str:
    """A link that works for a day; the token is told once."""
    require(by, Deed.KEEP_HOUSE, site_id=by.site_id)
    token = Link.issue(
        purpose=purpose, subject_id=subject_id, person_id=person_id, now=now, expires_at=now + timedelta(days=1)
    )
    link = Link.objects.get(digest=Link.digest_of(token))
    record(by=by, verb="demo.link_issued", subject=link, at=now, person=person_id, purpose=purpose)
    return token
