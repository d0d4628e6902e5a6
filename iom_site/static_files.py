"""Static files as readers get them: hashed, compressed, style sheets without what only their editors read."""

from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from pages.values.styles import without_comments


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Comments and indents were a sixth of the style sheet that every reader pays for."""

    def _save(self, name: str, content: Any) -> str:
        if name.startswith("css/") and name.endswith(".css"):
            content = ContentFile(without_comments(b"".join(content.chunks()).decode()).encode())
        return super()._save(name, content)
