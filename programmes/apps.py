from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The upper floor: what the office does (areas of work, projects, partners)."""

    name = "programmes"
