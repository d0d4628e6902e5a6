"""Pictures as staff upload them."""

import errno
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from PIL import Image

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def odd(mode, kind, **options):
    file = BytesIO()
    picture = Image.linear_gradient("L").resize((400, 300))
    picture = picture.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else picture
    picture.convert(mode).save(file, kind, **options)
    return ContentFile(file.getvalue(), f"sample.{kind.lower()}")


class FullStorage(FileSystemStorage):
    """A disk that is full after the first bytes."""

    def _save(self, name, content):
        Path(self.path(name)).parent.mkdir(parents=True, exist_ok=True)
        Path(self.path(name)).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")
