"""Migration operations that make PostgreSQL keep the promise about sites.

``Guard`` goes right after the ``CreateModel`` of every site-owned table: row-level security that binds the
owner too, a unique ``(site_id, id)``, and foreign keys over both columns, so that no row can point into
another site. ``Tie`` does the last for a field that is added later. ``AppendOnly`` takes UPDATE and DELETE
from the application. ``GrantToApp`` lets the application use the tables that the owner makes.
"""

from django.conf import settings
from django.db.migrations.operations.base import Operation

SITE = "site_id = (select nullif(current_setting('app.site_id', true), '')::int)"
USER = "user_id = (select nullif(current_setting('app.user_id', true), '')::int)"


class _Sql(Operation):
    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for statement in self.statements(app_label, to_state):
            schema_editor.execute(statement)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for statement in self.undo(app_label, from_state):
            schema_editor.execute(statement)


class Guard(_Sql):
    def __init__(self, model, *, own_rows=False):
        self.model, self.own_rows = model, own_rows

    def statements(self, app_label, state):
        model = state.apps.get_model(app_label, self.model)
        table = model._meta.db_table
        yield f"alter table {table} enable row level security"
        yield f"alter table {table} force row level security"
        yield f"create policy site on {table} using ({SITE}) with check ({SITE})"
        if self.own_rows:
            yield f"create policy own on {table} for select using ({USER})"
        yield f"alter table {table} add constraint {table}_site_id_id unique (site_id, id)"
        for field in _site_keys(model):
            yield _tie(table, field)

    def undo(self, app_label, state):
        table = state.apps.get_model(app_label, self.model)._meta.db_table
        yield f"drop policy if exists own on {table}"
        yield f"drop policy if exists site on {table}"
        yield f"alter table {table} no force row level security"
        yield f"alter table {table} disable row level security"

    def describe(self):
        return f"Guard {self.model} by site"

    def deconstruct(self):
        return "Guard", [self.model], {"own_rows": True} if self.own_rows else {}


class Tie(_Sql):
    def __init__(self, model, field):
        self.model, self.field = model, field

    def statements(self, app_label, state):
        model = state.apps.get_model(app_label, self.model)
        yield _tie(model._meta.db_table, model._meta.get_field(self.field))

    def undo(self, app_label, state):
        model = state.apps.get_model(app_label, self.model)
        table, field = model._meta.db_table, model._meta.get_field(self.field)
        yield f"alter table {table} drop constraint {table}_{field.column}_same_site"

    def deconstruct(self):
        return "Tie", [self.model, self.field], {}


class AppendOnly(_Sql):
    def __init__(self, model):
        self.model = model

    def statements(self, app_label, state):
        table = state.apps.get_model(app_label, self.model)._meta.db_table
        yield f"revoke update, delete, truncate on {table} from {app_role()}"

    def undo(self, app_label, state):
        table = state.apps.get_model(app_label, self.model)._meta.db_table
        yield f"grant update, delete on {table} to {app_role()}"

    def deconstruct(self):
        return "AppendOnly", [self.model], {}


class GrantToApp(_Sql):
    """Everything but TRUNCATE and the schema itself, on the tables there are and those to come."""

    def statements(self, app_label, state):
        rights, role = "select, insert, update, delete", app_role()
        yield f"grant usage on schema public to {role}"
        yield f"grant {rights} on all tables in schema public to {role}"
        yield f"grant usage, select on all sequences in schema public to {role}"
        yield f"alter default privileges in schema public grant {rights} on tables to {role}"
        yield f"alter default privileges in schema public grant usage, select on sequences to {role}"

    def undo(self, app_label, state):
        role = app_role()
        yield f"alter default privileges in schema public revoke all on tables from {role}"
        yield f"alter default privileges in schema public revoke all on sequences from {role}"

    def deconstruct(self):
        return "GrantToApp", [], {}


def app_role() -> str:
    return f'"{settings.DATABASES["default"]["USER"]}"'


def _site_keys(model):
    """Foreign keys to site-owned tables, told by their class name: historic models keep the field class."""
    from traedesten.tenancy.models import SiteForeignKey, SiteOneToOne

    return [field for field in model._meta.local_fields if isinstance(field, (SiteForeignKey, SiteOneToOne))]


def _tie(table, field) -> str:
    target = field.remote_field.model._meta.db_table
    return (
        f"alter table {table} add constraint {table}_{field.column}_same_site "
        f"foreign key (site_id, {field.column}) references {target} (site_id, id) deferrable initially deferred"
    )
