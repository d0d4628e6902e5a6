"""A connection that sees the whole database as it was at one moment, while others go on writing."""

from contextlib import contextmanager

from django.db import connections, transaction

ALIAS = "snapshot"


@contextmanager
def snapshot(of):
    """The alias of a connection beside that of `of`, within one transaction that only reads and holds up nobody."""
    connection = connections[of].copy(ALIAS)
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    connections[ALIAS] = connection
    try:
        with transaction.atomic(using=ALIAS), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT 1 FROM django_migrations")  # from here on it is that moment
            yield ALIAS
    finally:
        connection.close()
        del connections[ALIAS]
