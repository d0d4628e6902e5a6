from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    """The upper floor: what the office does (areas of work, projects, partners)."""

    name = "programmes"
    verbose_name = _("Programmes")

    def ready(self):
        from pages import invalidation  # noqa: PLC0415
        from programmes import models  # noqa: PLC0415

        invalidation.register(models.Donor, models.OpenDataSettings, models.Partner, models.Province)
