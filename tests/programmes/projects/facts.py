"""What the tests of projects take from the vocabularies."""


def english(model, **values):
    return list(model.objects.filter(locale__language_code="en", **values))
