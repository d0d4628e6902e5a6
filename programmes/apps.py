from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    """The upper floor: what the office does (areas of work, projects, partners)."""

    name = "programmes"
    verbose_name = _("Programmes")
