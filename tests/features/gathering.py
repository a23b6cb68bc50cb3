"""A pool, two pairs of facilitators and a room, from which groups are proposed; and the coordinator's browser."""

from tests import make
from tests.features.composing import MONDAY, Table, a_table
from traedesten.domain.access import Actor
from traedesten.gathering import actions
from traedesten.gathering.models import GroupProposal, MeetingPlace, ProposedGroup, ProposedSeat
from traedesten.groups.models import Facilitator
from traedesten.tenancy.queries import areas
from traedesten.tenancy.scope import at_site

PAGE = "/s/holstebro/grupper/forslag/"
NAMES = ("Asta", "Bo", "Caja", "Dan", "Eva", "Finn")
TIMES = ["tue-eve", "thu-eve"]


def a_pool(site, by: Actor) -> Table:
    """Six who can on Tuesdays and Thursdays, two pairs, one room, and no group yet."""
    table = a_table(site, by)
    with at_site(site):
        table.group.delete()
        table.pair += [make.a_facilitator(site, name) for name in ("Lis Lund", "Per Kjær")]
        Facilitator.objects.update(times=TIMES)
        add_place(table)
        for name in NAMES:
            table.comes(name, gender="woman", talk={"times": TIMES})
    return table


def add_place(table: Table, name: str = "Biblioteket", **fields) -> MeetingPlace:
    known = {"times": TIMES, "area": areas().first(), **fields}
    return actions.add_place(by=table.by, name=name, now=MONDAY, **known)


def ask(table: Table) -> GroupProposal:
    return actions.ask_for_groups(by=table.by, programmes=[table.programme], now=MONDAY)


def again(table: Table, row: GroupProposal) -> GroupProposal:
    return actions.plan_again(by=table.by, proposal=row, now=MONDAY)


def the_group(row: GroupProposal) -> ProposedGroup:
    return row.groups.get(state="proposed")


def seat(row: GroupProposal, table: Table, name: str) -> ProposedSeat:
    return row.seats.select_related("group", "proposal").get(seeker=table.seekers[name])


def inside(group: ProposedGroup, table: Table) -> set[str]:
    names = {seeker.pk: name for name, seeker in table.seekers.items()}
    return {names[pk] for pk in group.seats.values_list("seeker_id", flat=True)}


def words(table: Table, path: str, status: int = 200) -> str:
    answer = table.client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def page(row: GroupProposal) -> str:
    return f"{PAGE}{row.pk}/"


def make_form(table: Table, group: ProposedGroup) -> dict:
    form = table.client.get(f"{PAGE}gruppe/{group.pk}/").context["form"]
    return {name: form[name].value() for name in form.fields}
