"""For Django alone, which looks for models here. Import a model from the module that defines it."""

from programmes.areas import ProgrammeAreaPage
from programmes.import_file import ProjectImport
from programmes.index_page import ProgrammeIndexPage
from programmes.open_data_settings import OpenDataSettings
from programmes.organisations import Donor, Partner
from programmes.places import Country, Province
from programmes.project_donors import ProjectDonor
from programmes.projects import ProjectPage

__all__ = [
    "Country",
    "Donor",
    "OpenDataSettings",
    "Partner",
    "ProgrammeAreaPage",
    "ProgrammeIndexPage",
    "ProjectDonor",
    "ProjectImport",
    "ProjectPage",
    "Province",
]
