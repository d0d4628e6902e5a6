from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    """What the office does: areas of work, projects, donors and partners, as pages and as data."""

    name = "programmes"
    verbose_name = _("Programmes")

    def ready(self):
        # Django's own place for it: models must be there before anything can listen to them.
        from pages.search import indexing  # noqa: PLC0415
        from pages.site import invalidation  # noqa: PLC0415
        from programmes.areas import ProgrammeAreaPage  # noqa: PLC0415
        from programmes.open_data_settings import OpenDataSettings  # noqa: PLC0415
        from programmes.organisations import Donor, Partner  # noqa: PLC0415
        from programmes.places import Country, Province  # noqa: PLC0415
        from programmes.portfolio import search_texts  # noqa: PLC0415
        from programmes.projects import ProjectPage  # noqa: PLC0415

        invalidation.register(Country, Donor, OpenDataSettings, Partner, Province)
        indexing.add_texts(ProjectPage, search_texts.texts_of)
        for model in search_texts.NAMED_BY:
            indexing.follow(model, search_texts.projects_naming)
        indexing.follow(ProgrammeAreaPage, search_texts.projects_in)
