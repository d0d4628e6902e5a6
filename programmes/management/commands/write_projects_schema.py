from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from programmes.exports.schema import SCHEMA_FILE, schema_text


class Command(BaseCommand):
    help = "Write the JSON schema of the open data anew, after the record of a project has changed."

    def handle(self, *args: Any, **options: Any) -> None:
        file = settings.ROOT / "static" / SCHEMA_FILE
        file.write_text(schema_text(), encoding="utf-8")
        self.stdout.write(f"Written: {file.relative_to(settings.ROOT)}")
