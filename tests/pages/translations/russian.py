"""Pages in two languages, as the tests of translations change them."""


def in_language(model, code, **more):
    return model.objects.get(locale__language_code=code, **more)


def publish(page):
    page.save_revision().publish()
