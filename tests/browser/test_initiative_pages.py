"""The pages of an initiative that a link in a message, or a link given to a partner, leads to."""

import re
from urllib.parse import urlsplit

from tests.browser.conftest import DESK
from tests.browser.doors import step_in
from tests.browser.looking import look_at

ID = re.compile(r"/paa-vej/([0-9a-f-]{36})/")


def test_what_a_guide_and_a_partner_see(demo, open_page):
    page = open_page(DESK, reduced_motion="reduce")
    step_in(page, demo, "Hanne Vad")
    page.goto(f"{demo.url}/s/holstebro/paa-vej/")
    hrefs = [link.get_attribute("href") for link in page.locator("main article h3 a").all()]
    assert len(hrefs) >= 2
    faults = []
    for href in hrefs:
        page.goto(demo.url + href)
        is_open = page.get_by_role("link", name="Se det på listen").count() > 0
        follow = urlsplit(page.locator("main a[href*='/holstebro/paa-vej/']").last.get_attribute("href")).path
        if is_open:
            assert page.goto(f"{demo.url}/s/holstebro/paa-vej/{ID.search(href)[1]}/aabnet/").status == 200
            faults += look_at(page, False)
            page.set_viewport_size(DESK)
        visitor = open_page(DESK, reduced_motion="reduce")
        assert visitor.goto(demo.url + follow).status == 200
        faults += look_at(visitor, True)
    assert faults == []
