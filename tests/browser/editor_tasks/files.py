"""Files that editors bring along, as the browser tool takes them."""

import os
from io import BytesIO

from PIL import Image

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "PDF": "application/pdf"}


def drawn(name, kind, size=(1200, 800), **options):
    """A picture of soft shapes, which no other file resembles byte for byte."""
    file, draft = BytesIO(), Image.frombytes("L", (24, 16), os.urandom(24 * 16))
    draft.resize(size, Image.Resampling.BICUBIC).convert("RGB").save(file, kind, **options)
    return {"name": name, "mimeType": TYPES[kind], "buffer": file.getvalue()}
