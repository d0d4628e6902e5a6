"""How our style sheets are stored for readers: without comments and indents, which cost a sixth of their bytes."""

import re
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage


def without_comments(sheet: str) -> str:
    """The same rules. No minifier that Python has knows rules within `@container`, so no more is taken away."""
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)).strip()


class SmallStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Files with a fingerprint in their names, compressed; of style sheets only what a browser reads."""

    def _save(self, name: str, content: Any) -> str:
        if name.startswith("css/") and name.endswith(".css"):
            content.seek(0)  # its fingerprint was read from it
            content = ContentFile(without_comments(content.read().decode()).encode())
        return super()._save(name, content)
