"""The database itself refuses to change or remove entries of ledgers, by whatever way somebody comes to it.

SQLite forgets a table's triggers when a later migration alters the table: such a migration calls `create` again.
"""

from django.db import migrations

TABLE = "programmes_ledgerentry"
_DEEDS = ("UPDATE", "DELETE")
SQLITE = {
    f"{TABLE}_no_{deed.lower()}": f"CREATE TRIGGER {TABLE}_no_{deed.lower()} BEFORE {deed} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never changed or removed'); END"
    for deed in _DEEDS
}
POSTGRES = (
    f"""CREATE FUNCTION {TABLE}_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'entries of a ledger are never changed or removed'
    USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER {TABLE}_only_grows BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION {TABLE}_only_grows()""",
)


def create(apps, schema_editor):
    for statement in SQLITE.values() if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {name}")
    else:
        schema_editor.execute(f"DROP TRIGGER {TABLE}_only_grows ON {TABLE}")
        schema_editor.execute(f"DROP FUNCTION {TABLE}_only_grows()")


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
