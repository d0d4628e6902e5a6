"""What the tests of imports do and look at."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Revision

from programmes.import_file import ProjectImport
from programmes.imports import run
from programmes.organisations import Donor, Partner
from programmes.projects import ProjectPage

NEW = {"title": "Sample of an import", "programme_area": "A3.1"}


def table(*rows):
    """A CSV file of rows, each a dictionary."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def refusals(*rows):
    return run.plan(table(*rows)).refused


def planned(*rows):
    return run.plan(table(*rows)).rows


def import_rows(*rows):
    return run.import_file("sample.csv", table(*rows))


def the_project(title=NEW["title"], language="en"):
    return ProjectPage.objects.get(title=title, locale__language_code=language)


def database():
    """What an import could have touched."""
    counted = (ProjectPage, Donor, Partner, Revision)
    return [model.objects.count() for model in counted], list(ProjectPage.objects.order_by("pk").values())


def uploaded(client, content, name="sample.csv"):
    """The answer to the upload."""
    return client.post(reverse("project_import"), {"file": SimpleUploadedFile(name, content)})


def confirm(client):
    """The answer to the confirmation of the file that was uploaded last: the page of its result."""
    record = ProjectImport.objects.latest("pk")
    return client.post(reverse("project_import_apply", args=[record.pk]), follow=True)
