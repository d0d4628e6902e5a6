from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """The ground: how the site speaks. Page types, blocks, search, the frame around each page."""

    name = "pages"
    verbose_name = _("Pages")

    def ready(self):
        # Django's own place for it: models must be there before anything can listen to them.
        from pages import signals  # noqa: F401, PLC0415
