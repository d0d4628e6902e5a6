"""The last number that each table has given: what was deleted keeps its number to itself, also after a restore."""

from django.db import connections, models

from iom_site.operations.tables import copied_models, plain


def last_numbers(alias):
    """`{label: number}` of all tables that number their rows."""
    connection = connections[alias]
    find = _of_sqlite if connection.vendor == "sqlite" else _of_postgresql
    with connection.cursor() as cursor:
        found = {label: find(cursor, model) for label, model in _numbered()}
    return {label: number for label, number in found.items() if number}


def go_on_from(numbers, alias):
    """Have each table go on from its last number, or from its highest row if that is higher."""
    connection = connections[alias]
    put = _put_sqlite if connection.vendor == "sqlite" else _put_postgresql
    with connection.cursor() as cursor:
        for label, model in _numbered():
            highest = plain(model).objects.using(alias).aggregate(highest=models.Max("pk"))["highest"] or 0
            put(cursor, model, max(numbers.get(label, 0), highest))


def _numbered():
    return [(label, model) for label, model in copied_models().items() if isinstance(model._meta.pk, models.AutoField)]


def _of_sqlite(cursor, model):
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
    return (cursor.fetchone() or [0])[0]


def _put_sqlite(cursor, model, number):
    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [model._meta.db_table, number])


def _sequence(model):
    return [f'"{model._meta.db_table}"', model._meta.pk.column]


def _of_postgresql(cursor, model):
    cursor.execute("SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)", _sequence(model))
    return cursor.fetchone()[0] or 0


def _put_postgresql(cursor, model, number):
    statement = "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)"
    cursor.execute(statement, [*_sequence(model), max(number, 1), number > 0])
