"""Exports for researchers in the invented year: one that is ready, and one that waits for a yes."""

from datetime import timedelta

from traedesten.demo.telling import Told
from traedesten.domain.access import Actor, Role
from traedesten.evaluation.export import Plan
from traedesten.research import actions
from traedesten.research.models import ExportRequest

PURPOSE = "Evaluering af, om det hjælper at følges ad. Til forskerne ved universitetet."
NEXT = "Hvor går folk hen først, og hvad betyder det? Til styregruppens evaluator."
INSTRUMENTS = ("t-ils:da-2", "who-5:da-1")


def tell(told: Told, second_id: int) -> None:
    """Hanne asks and Inge approves; then Inge asks, and Hanne has not seen it yet."""
    now = told.clock.present
    second = Actor(site_id=told.site.pk, roles=frozenset({Role.COORDINATOR}), user_id=second_id)
    plan = Plan.default(INSTRUMENTS)
    made = _asked(told.coordinator, PURPOSE, plan, now - timedelta(days=4))
    made = actions.approve_export(by=second, request=made, now=now - timedelta(days=3))
    actions.make_export(by=told.coordinator, request=made, shown_at=now, now=now)
    _asked(second, NEXT, plan, now - timedelta(days=1))


def _asked(by: Actor, purpose: str, plan: Plan, now) -> ExportRequest:
    ends = (now + timedelta(days=180)).date()
    return actions.ask_for_export(by=by, purpose=purpose, plan=plan, expires_on=ends, now=now)
