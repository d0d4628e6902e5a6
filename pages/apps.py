from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """The ground: how the site speaks. Page types, blocks, search, the frame around each page."""

    name = "pages"
    verbose_name = _("Pages")

    def ready(self):
        # Django's own place for it: models must be there before anything can listen to them.
        from wagtail.models import Locale, PageViewRestriction, Site, get_page_models  # noqa: PLC0415

        from pages import invalidation, models, signals  # noqa: F401, PLC0415

        invalidation.register(
            *get_page_models(),
            *(Locale, PageViewRestriction, Site),
            *(models.Alert, models.Country, models.GCMObjective, models.Hotline, models.SDGTarget),
            *(models.SiteIdentity, models.SiteImage, models.SiteWords),
        )
