"""Uploads and archives in S3-compatible storage: what goes wrong there shows itself as it does on a disk.

Whoever reads or writes a file knows `OSError`; boto3 has dozens of errors of its own, and by default waits for minutes.
"""

from contextlib import contextmanager

from boto3.exceptions import Boto3Error
from botocore.client import Config
from botocore.exceptions import BotoCoreError, ClientError
from s3transfer.exceptions import RetriesExceededError, S3ValidationError
from storages.backends.s3 import S3File, S3Storage
from storages.utils import clean_name

from iom_site.full_disk import StorageError

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 5, 10, 2


def _client():
    """Who sends a file waits for no longer than the proxy does. Checksums of AWS's own are not sent unless asked for.

    Other storages of this kind, and older ones, refuse them.
    """
    return Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


@contextmanager
def _told(name):
    """Errors of boto3 as `FileNotFoundError` or `StorageError`."""
    try:
        yield
    except ClientError as error:
        reason = error.response.get("Error", {}).get("Code", "")
        if reason in ("404", "NoSuchKey"):
            raise FileNotFoundError(f"File does not exist: {name}") from error
        raise StorageError(f"The storage of files refuses ({reason}).") from error
    except (BotoCoreError, Boto3Error, RetriesExceededError, S3ValidationError) as error:
        raise StorageError(f"The storage of files does not answer ({type(error).__name__}).") from error


class ObjectFile(S3File):
    """A file that is fetched when it is first read; one that came halfway is none."""

    def _get_file(self):
        with _told(self.name):
            try:
                return super()._get_file()
            except BaseException:
                self._file = None
                raise

    file = property(_get_file, S3File._set_file)


class ObjectStorage(S3Storage):
    """A bucket, by the names of Django's storages."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self.client_config = self.client_config.merge(_client())

    def _open(self, name, mode="rb"):
        name = self._normalize_name(clean_name(name))
        with _told(name):
            return ObjectFile(name, mode, self)

    def _save(self, name, content):
        with _told(name):
            return super()._save(name, content)

    def delete(self, name):
        with _told(name):
            super().delete(name)

    def exists(self, name):
        with _told(name):
            return super().exists(name)

    def listdir(self, name):
        with _told(name):
            return super().listdir(name)

    def size(self, name):
        with _told(name):
            return super().size(name)
