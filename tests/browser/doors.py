"""In through the demo's front door."""

import re


def step_in(page, house, door: str) -> None:
    """As the one whose door says so."""
    page.goto(f"{house.url}/demo/")
    page.get_by_role("listitem").filter(has_text=door).get_by_role("button").click()
    page.wait_for_url(re.compile("^((?!/demo/).)*$"))


def step_in_as(page, house, name: str) -> None:
    """As any of the invented users, also those without a door of their own."""
    code = f"from traedesten.tenancy.models import User; print(User.objects.get(name={name!r}).pk)"
    pk = house.python(code).strip().splitlines()[-1]
    page.goto(f"{house.url}/demo/")
    form = page.get_by_role("listitem").filter(has_text="Hanne Vad").locator("form")
    form.evaluate(f"form => form.action = '/demo/ind/{pk}/'")
    form.get_by_role("button").click()
    page.wait_for_url(re.compile("/s/"))
