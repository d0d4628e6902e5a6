from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from pages.values.mail import check_mail


class PagesConfig(AppConfig):
    """How the site speaks to its readers: page types, blocks, search, help, messages, what stands around each page."""

    name = "pages"
    verbose_name = _("Pages")

    def ready(self):
        # Django's own place for it: models must be there before anything can listen to them.
        from pages.signal_handlers import register_signal_handlers  # noqa: PLC0415
        from pages.values.safe_exports import guard_exports  # noqa: PLC0415

        register_signal_handlers()
        guard_exports()
        checks.register(check_mail, deploy=True)
