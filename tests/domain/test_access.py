"""Who may do what, and how far it reaches."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traedesten.domain.access import MAY, Actor, Deed, Denied, Reach, Role, may, reach, require, system

ROLES = st.frozensets(st.sampled_from(Role))
DEEDS = st.sampled_from(Deed)
IDS = st.integers(1, 5)


def an_actor(*roles: Role, **whose) -> Actor:
    return Actor(site_id=1, roles=frozenset(roles), **whose)


def test_every_role_has_a_row_and_every_deed_somebody():
    assert set(MAY) == set(Role)
    assert {deed for deeds in MAY.values() for deed in deeds} == set(Deed)


def test_only_coordinators_and_the_clock_reach_the_whole_site_but_for_one_deed_each():
    wide = {role: {deed for deed, reach in deeds.items() if reach == Reach.SITE} for role, deeds in MAY.items()}
    assert {role: deeds for role, deeds in wide.items() if deeds and role not in (Role.COORDINATOR, Role.SYSTEM)} == {
        Role.GUIDE: {Deed.REPORT_OFFER},
        Role.REFERRER: {Deed.SEND_REFERRAL},
        Role.SEEKER: {Deed.SEND_REFERRAL},
        Role.FACILITATOR: {Deed.SEND_REFERRAL},
        Role.STEERING_GROUP: {Deed.READ_SUMMARY},
        Role.VISITOR: {Deed.SUGGEST_CHANGE, Deed.SIGN_UP_FOR_GROUP, Deed.SHOW_INTEREST},
    }


def test_people_who_come_by_a_link_do_little():
    assert MAY[Role.OFFER_CONTACT] == {Deed.ANSWER_OFFER: Reach.OWN}
    assert MAY[Role.BRIDGE_BUILDER] == {Deed.ANSWER_HANDOVER: Reach.OWN}
    assert MAY[Role.INVITED] == {Deed.ACCEPT_INVITATION: Reach.OWN}
    assert MAY[Role.REFERRER] == {Deed.SEND_REFERRAL: Reach.SITE, Deed.READ_SUMMARY: Reach.OWN}


def test_a_guide_neither_opens_the_inbox_nor_chooses_journeys():
    for deed in (Deed.CALL_REFERRAL, Deed.OPEN_JOURNEY, Deed.ASSIGN_GUIDE, Deed.HAND_OVER):
        assert deed not in MAY[Role.GUIDE]


def test_a_coordinator_answers_for_nobody_else():
    for deed in (Deed.ANSWER_HANDOVER, Deed.ANSWER_OFFER, Deed.ASK_FOR_CALL, Deed.ACCEPT_INVITATION, Deed.KEEP_HOUSE):
        assert deed not in MAY[Role.COORDINATOR]


def test_taking_a_yes_back_is_open_to_whoever_may_give_it():
    for role, deeds in MAY.items():
        if Deed.GIVE_CONSENT in deeds:
            assert deeds[Deed.WITHDRAW_CONSENT] == deeds[Deed.GIVE_CONSENT], role


def test_own_is_the_users_or_the_links():
    person = uuid4()
    assert may(an_actor(Role.GUIDE, user_id=7), Deed.LOG_CONTACT, site_id=1, owners=(7, person))
    assert may(an_actor(Role.PARTICIPANT, subject_id=person), Deed.PAUSE, site_id=1, owners=(7, person))
    assert not may(an_actor(Role.GUIDE, user_id=8), Deed.LOG_CONTACT, site_id=1, owners=(7, person))


def test_nobody_owns_what_has_no_owner():
    assert not may(an_actor(Role.GUIDE), Deed.LOG_CONTACT, site_id=1, owners=(None, None))
    assert not may(an_actor(Role.GUIDE, user_id=7), Deed.LOG_CONTACT, site_id=1)


@given(ROLES, DEEDS, IDS, IDS, IDS)
def test_at_another_site_nobody_may_anything(roles, deed, site_id, other, user_id):
    actor = Actor(site_id=site_id, roles=roles, user_id=user_id)
    if site_id != other:
        assert not may(actor, deed, site_id=other, owners=(user_id,))


@given(ROLES, ROLES, DEEDS)
def test_another_role_never_takes_anything_away(some, more, deed):
    order = (None, Reach.OWN, Reach.SITE)
    assert order.index(reach(an_actor(*some), deed)) <= order.index(reach(an_actor(*some, *more), deed))


@given(DEEDS)
def test_without_a_role_one_may_nothing(deed):
    assert reach(an_actor(user_id=7), deed) is None
    with pytest.raises(Denied):
        require(an_actor(user_id=7), deed, site_id=1, owners=(7,))


@given(ROLES, DEEDS, IDS, st.lists(IDS))
def test_require_says_what_may_says(roles, deed, user_id, owners):
    actor = Actor(site_id=1, roles=roles, user_id=user_id)
    try:
        require(actor, deed, site_id=1, owners=tuple(owners))
    except Denied as denied:
        assert denied.deed == deed
        assert not may(actor, deed, site_id=1, owners=tuple(owners))
    else:
        assert may(actor, deed, site_id=1, owners=tuple(owners))


def test_a_refusal_tells_the_roles_and_the_deed_and_no_id():
    actor = an_actor(Role.GUIDE, user_id=4711, subject_id=uuid4())
    assert str(Denied(actor, Deed.ASSIGN_GUIDE)) == "guide may not assign_guide"
    assert str(Denied(an_actor(), Deed.ASSIGN_GUIDE)) == "nobody may not assign_guide"


def test_nobody_who_is_a_person_reads_scores_and_nobody_answers_for_another():
    assert [role for role in Role if Deed.READ_SCORES in MAY[role]] == [Role.SYSTEM]
    assert [role for role in Role if Deed.ANSWER_QUESTIONS in MAY[role]] == [Role.RESPONDENT]
    assert MAY[Role.RESPONDENT] == {Deed.ANSWER_QUESTIONS: Reach.OWN}


def test_the_clock_keeps_house_directory_shifts_and_seats_asks_how_people_are_and_nothing_else():
    assert system(3) == Actor(site_id=3, roles=frozenset({Role.SYSTEM}))
    directory = (Deed.ASK_OWNER, Deed.IMPORT_OFFERS, Deed.KEEP_DIRECTORY, Deed.EDIT_OFFER)
    questions = (Deed.ASK_QUESTIONS, Deed.READ_SCORES)
    house = (Deed.KEEP_HOUSE, Deed.KEEP_SHIFTS, Deed.KEEP_INSIGHT, Deed.INVITE_TO_GROUP)
    deeds = (*house, *directory, *questions)
    assert MAY[Role.SYSTEM] == dict.fromkeys(deeds, Reach.SITE)
