"""How a disk that takes nothing more shows itself: to files, to SQLite, to PostgreSQL; and a storage that is away."""

import errno

# No room, none left for this user, or more than this process may write.
OF_FILES = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
OF_SQLITE = ("SQLITE_FULL", "SQLITE_IOERR")
OF_POSTGRESQL = "53100"  # disk_full


class StorageError(OSError):
    """The storage of files that stands elsewhere refuses or does not answer: a sentence (`iom_site.object_storage`)."""


def cannot_write(error: BaseException) -> bool:
    """Whether an error, as a file or the driver of a database raises it, is of that kind."""
    return (
        (isinstance(error, OSError) and error.errno in OF_FILES)
        or getattr(error, "sqlite_errorname", "").startswith(OF_SQLITE)
        or getattr(error, "sqlstate", "") == OF_POSTGRESQL
    )
