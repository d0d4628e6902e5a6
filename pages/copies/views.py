"""Where readers find the copy of the site for carrying along, and the file itself."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from pages.copies.models import SiteZip


def to_carry(request):
    """How to take the site along: the file of each language with its size, day and checksum."""
    files = {each.language: each for each in SiteZip.objects.all()}
    languages = [language for language in request.site_context.languages if language["code"] in files]
    if not languages:
        raise Http404
    shown = [{**language, "zip": files[language["code"]]} for language in languages]
    context = {"files": shown, "title": _("This site as a file"), "description": _("The whole site to carry along.")}
    return render(request, "pages/to_carry.html", context)


def download(request, language):
    """The file. Its address stays; the day is in the name that it gets at the reader's."""
    made = get_object_or_404(SiteZip, language=language)
    try:
        response = FileResponse(made.file.open(), as_attachment=True, filename=made.name)
    except FileNotFoundError as error:  # a database that was put back without its files
        raise Http404 from error
    response.headers["ETag"] = f'"{made.sha256}"'
    return response
