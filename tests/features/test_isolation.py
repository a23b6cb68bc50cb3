"""The walls between sites, in PostgreSQL's own catalogue, in what its rows let through, and at every address.

Each refusal stands beside a positive control: at its own site the same thing is there.
"""

import re

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction
from django.test import Client

from tests import make
from tests.features import addresses, world
from traedesten.audit.models import Entry
from traedesten.tenancy.embedded import APP, OWNER
from traedesten.tenancy.models import SiteForeignKey, SiteOneToOne, SiteOwned, User
from traedesten.tenancy.scope import at_site

OWNED = world.site_owned()
BY_LABEL = {"ids": lambda model: model._meta.label}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
KEYS = [
    (model, key)
    for model in OWNED
    for key in model._meta.local_fields
    if isinstance(key, (SiteForeignKey, SiteOneToOne))
]
by_key = pytest.mark.parametrize(("model", "key"), KEYS, ids=[f"{m._meta.label}.{k.name}" for m, k in KEYS])


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker, superuser_url):
    """Two populated sites, committed; each test rolls back what it does on top."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            pair = world.a_world("holstebro"), world.a_world("skovby")
        yield pair
        world.empty(superuser_url, connections["default"].settings_dict["NAME"])


@pytest.fixture
def a(worlds, db):
    return worlds[0]


@pytest.fixture
def b(worlds, db):
    return worlds[1]


def ask(sql: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


# --- what PostgreSQL says about its tables -----------------------------------------------------------------------


@pytest.mark.parametrize("model", OWNED, **BY_LABEL)
def test_row_level_security_is_enabled_forced_and_by_site(model, db):
    table = model._meta.db_table
    assert ask("select relrowsecurity, relforcerowsecurity from pg_class where oid = %s::regclass", table) == [
        (True, True)
    ]
    policies = {
        name: (command, using, check)
        for name, command, using, check in ask(
            "select policyname, cmd, qual, with_check from pg_policies where tablename = %s", table
        )
    }
    command, using, check = policies.pop("site")
    assert command == "ALL" and using == check and "site_id" in using and "app.site_id" in using
    assert set(policies) <= ({"own"} if model._meta.label == "tenancy.Membership" else set())
    assert all(command == "SELECT" for command, _using, _check in policies.values())


@pytest.mark.parametrize("model", OWNED, **BY_LABEL)
def test_site_and_id_are_unique_together(model, db):
    assert ("{site_id,id}",) in constraints(model, "u")


@by_key
def test_a_key_holds_both_columns(model, key, db):
    target = key.remote_field.model._meta.db_table
    assert (f"{{site_id,{key.column}}}", "{site_id,id}", target) in constraints(model, "f")


def constraints(model, kind: str) -> list[tuple]:
    """The columns of a table's unique constraints, or of its foreign keys with what they point at."""
    names = "(select array_agg(attname order by n) from unnest({0}) with ordinality k(num, n) join pg_attribute "
    names += "on attrelid = {1} and attnum = num)::text"
    here, there = names.format("conkey", "conrelid"), names.format("confkey", "confrelid")
    chosen = f"{here}, {there}, confrelid::regclass::text" if kind == "f" else here
    return ask(
        f"select {chosen} from pg_constraint where contype = %s and conrelid = %s::regclass",  # noqa: S608
        kind,
        model._meta.db_table,
    )


def test_every_key_to_a_site_owned_table_holds_the_site():
    loose = [
        f"{model._meta.label}.{key.name}"
        for model in OWNED
        for key in model._meta.local_fields
        if key.remote_field
        and issubclass(key.remote_field.model, (SiteOwned, Entry))
        and not isinstance(key, (SiteForeignKey, SiteOneToOne))
    ]
    many = [field for model in OWNED for field in model._meta.many_to_many]
    assert (loose, many) == ([], [])


@pytest.mark.parametrize("role", [APP, OWNER])
def test_neither_role_passes_by_row_level_security(role, db):
    assert ask("select rolsuper, rolbypassrls from pg_roles where rolname = %s", role) == [(False, False)]


def test_the_application_owns_nothing_and_truncates_nothing(db):
    assert ask("select current_user") == [(APP,)]
    assert ask("select count(*) from pg_class where relowner = %s::regrole and relkind in ('r', 'v', 'S')", APP) == [
        (0,)
    ]
    assert ask("select pg_has_role(%s, %s, 'member')", APP, OWNER) == [(False,)]
    assert ask("select has_schema_privilege(%s, 'public', 'create')", APP) == [(False,)]
    tables = "from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
    allowed = f"{tables} and has_table_privilege(%s, oid, %s)"
    assert ask(f"select relname {allowed}", APP, "truncate") == []
    assert ask(f"select count(*) > 20 {allowed}", APP, "select") == [(True,)]


@pytest.mark.parametrize("model", [model for model in OWNED if issubclass(model, Entry)], **BY_LABEL)
def test_the_audit_is_appended_to_and_never_changed(model, a):
    table = model._meta.db_table
    for statement in (f"update {table} set role = ''", f"delete from {table}", f"truncate {table}"):  # noqa: S608
        with at_site(a.site), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            ask(statement)


OPEN_TO_READ = {
    f"api_{name}" for name in ("publication", "publishedoffer", "publishedorganisation", "publishedpostcode")
}
OPEN_TO_READ |= {"api_publishedtime", "sources_sharedoffer", "groups_publishedprogramme", "groups_programmefigures"}
OPEN_TO_READ |= {"insight_sharededition"}
"""Copies for others to read. Only their own site may write (``tests/api``, ``test_neighbours``, ``test_programmes``,
``test_insight_network``).
"""


def test_no_table_with_a_site_is_left_unguarded(db):
    guarded = {model._meta.db_table for model in OWNED}
    columns = "from information_schema.columns where column_name = 'site_id' and table_schema = 'public'"
    with_site = {name for (name,) in ask(f"select table_name {columns}")}
    assert with_site == guarded | OPEN_TO_READ


# --- what the rows let through ------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", OWNED, **BY_LABEL)
def test_each_site_sees_its_own_rows_and_the_superuser_both(model, a, b, superuser_url):
    table, counts = model._meta.db_table, {}
    for here, there in ((a, b), (b, a)):
        with at_site(here.site):
            counts[here.site.pk] = model._base_manager.filter(site_id=here.site.pk).count()
            assert model._base_manager.filter(site_id=there.site.pk).count() == 0
            assert model._base_manager.count() == model.objects.count() == counts[here.site.pk] > 0
    assert model._base_manager.count() == 0
    name = connections["default"].settings_dict["NAME"]
    with psycopg.connect(superuser_url, dbname=name) as superuser:
        found = superuser.execute(f"select site_id, count(*) from {table} group by 1").fetchall()  # noqa: S608
    assert dict(found) == counts


def copied(model, **changed) -> str:
    """SQL that inserts a copy of one visible row, with some columns changed."""
    table, is_numbered = model._meta.db_table, issubclass(model, Entry)
    columns = [key.column for key in model._meta.local_fields if not (is_numbered and key.primary_key)]
    changed = changed if is_numbered else {**changed, "id": "gen_random_uuid()"}
    values = ", ".join(str(changed.get(column, f'"{column}"')) for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return f"insert into {table} ({names}) select {values} from {table} limit 1"  # noqa: S608


@pytest.mark.parametrize("model", OWNED, **BY_LABEL)
def test_a_row_cannot_be_put_into_another_site(model, a, b):
    with at_site(b.site):
        for there in (a.site.pk, "null"):
            with pytest.raises((ProgrammingError, IntegrityError), match="row-level security"), transaction.atomic():
                connection.cursor().execute(copied(model, site_id=there))
        if not issubclass(model, Entry):
            move = f"update {model._meta.db_table} set site_id = %s"  # noqa: S608
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                connection.cursor().execute(move, [a.site.pk])


@pytest.mark.parametrize("model", [Entry.__subclasses__()[0]], **BY_LABEL)
def test_a_row_can_be_put_into_ones_own_site(model, b):
    with at_site(b.site), connection.cursor() as cursor:
        cursor.execute(copied(model, site_id=b.site.pk))
        assert cursor.rowcount == 1


@pytest.mark.parametrize("model", [model for model in OWNED if not issubclass(model, Entry)], **BY_LABEL)
def test_another_sites_row_can_be_neither_changed_nor_deleted(model, a, b):
    table = model._meta.db_table
    with at_site(a.site):
        row = model._base_manager.first()
    with connection.cursor() as cursor:
        keep = f"update {table} set site_id = site_id where id = %s"  # noqa: S608
        for statement in (keep, f"delete from {table} where id = %s"):  # noqa: S608
            with at_site(b.site):
                cursor.execute(statement, [row.pk])
                assert cursor.rowcount == 0
        with at_site(a.site):
            cursor.execute(keep, [row.pk])
            assert cursor.rowcount == 1


@by_key
def test_a_key_cannot_point_into_another_site(model, key, a, b):
    with at_site(a.site):
        taken = model._base_manager.exclude(**{key.attname: None}).values(key.attname) if key.unique else ()
        foreign = key.remote_field.model._base_manager.exclude(pk__in=taken).first()
    with at_site(b.site), connection.cursor() as cursor:
        own = model._base_manager.filter(**{f"{key.attname}__isnull": False}).first()
        point = f"update {model._meta.db_table} set {key.column} = %s where id = %s"  # noqa: S608
        for target, refused in ((getattr(own, key.attname), False), (foreign.pk, True)):
            if not refused:
                cursor.execute(point, [target, own.pk])
                assert cursor.rowcount == 1
                continue
            with pytest.raises(IntegrityError, match=f"{key.column}_same_site"), transaction.atomic():
                cursor.execute(point, [target, own.pk])
                cursor.execute("set constraints all immediate")


# --- every address --------------------------------------------------------------------------------------------------

PAGES = addresses.pages()
STAFF = [page for page in PAGES if "/s/" in page.route]
PUBLIC = [page for page in PAGES if page not in STAFF]
BY_NAME = {"ids": lambda page: page.name}


def signed_in(user_id: int) -> Client:
    """A browser that has signed in, and shows an answer of 500 instead of raising."""
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(pk=user_id), backend=BACKEND)
    return client


def both_ways(client: Client, path: str) -> list:
    return [client.get(path), client.post(path, {})]


def test_there_are_staff_pages_and_public_ones():
    assert len(STAFF) > 40 and len(PUBLIC) > 15


@pytest.mark.parametrize("page", STAFF, **BY_NAME)
def test_staff_of_another_site_find_nothing_there(page, a, b):
    for user_id in (b.coordinator.user_id, b.guide.user_id):
        for answer in both_ways(signed_in(user_id), addresses.address(page, a)):
            assert answer.status_code == 404
            assert a.word.encode() not in answer.content


@pytest.mark.parametrize("page", STAFF, **BY_NAME)
def test_another_sites_rows_are_not_at_ones_own_site(page, a, b):
    path = addresses.address(page, a, slug=b.site.slug)
    for user_id, is_guide in ((b.coordinator.user_id, False), (b.guide.user_id, True)):
        shown, sent = both_ways(signed_in(user_id), path)
        assert a.word.encode() not in shown.content + sent.content
        if page.has_id:
            assert shown.status_code in {404, 405, *([403] if is_guide else [])}
            assert sent.status_code in {404, 405, *([403] if is_guide else [])}
        else:
            assert max(shown.status_code, sent.status_code) < 500


# What a coordinator who is no guide does not have, and a picture that nobody has put in.
FOR_GUIDES_ALONE = {"matching:answer_request", "home:day", "home:evening", "people:profile"}
FOR_FACILITATORS_ALONE = {
    f"groups:facilitator_{page}" for page in ("day", "declaration", "times", "pairs", "sparring")
}
FOR_GUIDES_ALONE |= {"support:my_shifts", "support:wishes", "support:call_off"}
NOT_IN_THE_WORLD = {"people:volunteer_picture"}


@pytest.mark.parametrize("page", STAFF, **BY_NAME)
def test_ones_own_staff_find_the_page(page, a):
    user = a.guide if page.name in FOR_GUIDES_ALONE else a.coordinator
    user = a.rows["facilitator_account"] if page.name in FOR_FACILITATORS_ALONE else user
    answer = signed_in(user.user_id).get(addresses.address(page, a))
    assert answer.status_code in ({404} if page.name in NOT_IN_THE_WORLD else {200, 302, 405})


@pytest.mark.parametrize("page", STAFF, **BY_NAME)
def test_nobody_finds_a_staff_page_without_signing_in(page, a):
    for answer in both_ways(Client(raise_request_exception=False), addresses.address(page, a)):
        assert answer.status_code == 302 and answer.url.startswith("/konto/login/")


@pytest.mark.parametrize("name", sorted(addresses.ENTRANCES))
def test_a_link_opens_its_own_site_alone(name, a, b):
    page = next(page for page in PUBLIC if page.name == addresses.ENTRANCES[name])
    elsewhere = Client(raise_request_exception=False).get(address_with(page, a, name, b.site.slug))
    assert elsewhere.status_code in {404, 410}
    assert a.word.encode() not in elsewhere.content
    assert Client().get(address_with(page, a, name, a.site.slug)).status_code in {200, 302}


def address_with(page, there, name: str, slug: str) -> str:
    return re.sub(r"[\w-]{32}", there.tokens[name], addresses.address(page, there, slug=slug))


@pytest.mark.parametrize("page", PUBLIC, **BY_NAME)
def test_the_links_of_one_site_do_nothing_at_another(page, a, b):
    client = Client(raise_request_exception=False)
    for name, entrance in addresses.ENTRANCES.items():
        client.get(address_with(next(other for other in PUBLIC if other.name == entrance), a, name, a.site.slug))
    assert len(client.cookies) >= 5
    for answer in both_ways(client, addresses.address(page, a, slug=b.site.slug)):
        assert answer.status_code < 500
        assert a.word.encode() not in answer.content
        if page.has_id:
            assert answer.status_code in {404, 405, 410}


def test_the_sites_of_both_worlds_are_told_apart(a, b):
    assert make.a_site("holstebro") == a.site != b.site
    assert settings.DATABASES["default"]["USER"] == APP
