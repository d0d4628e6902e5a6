"""What readers do: write to the office, see the reference, come back for the answer. No cookie, no account."""

from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from pages.contact import notifications, spam, tokens
from pages.contact.forms import ConfidentialForm, ContactForm, ReferenceForm
from pages.contact.models import Message
from pages.values import rate_limits

FORMS = {Message.Kind.CONTACT: ContactForm, Message.Kind.CONFIDENTIAL: ConfidentialForm}
MOST_BYTES = 200_000
ORDINARY_FROM_ONE, MOST_FROM_ONE, MOST_IN_ALL = 10, 60, 600  # an hour; whole towns share one address
MOST_QUESTIONS = 30  # an hour, about the state of messages
URLENCODED = "application/x-www-form-urlencoded"


class TooManyError(Exception):
    """So much was sent in this hour that no more is taken."""


@sensitive_variables()
@sensitive_post_parameters()
def write(request, page):
    """The form; and when it is sent, the way to the reference."""
    form_class = FORMS[page.kind]
    if request.method != "POST":
        return _form(request, page, form_class())
    if refused := _refused(request, page, form_class()):
        return refused
    form = form_class(request.POST)
    given = request.POST.get("token", "")
    token = tokens.read(given, page.kind)
    if not form.is_valid():
        return _form(request, page, form, token=given if token else "")
    if token is None:
        return _form(request, page, form, problem=_("The form was open for too long. Please press Send once more."))
    try:
        reference = _keep(request, page, form.cleaned_data, *token)
    except TooManyError:
        problem = _(
            "Too many messages came in this hour, so yours was not sent. It is still here: try again later, or call."
        )
        return _form(request, page, form, problem=problem, token=given, status=429)
    response = HttpResponseRedirect(f"{page.get_url(request)}sent/{tokens.for_address(reference)}/")
    response.status_code = 303
    return response


@sensitive_variables()
def sent(request, page, token):
    """The reference, for half an hour; later a sentence that one needs the reference that one wrote down."""
    context = {"reference": tokens.from_address(token)}
    return page.render(request, context_overrides=context, template="pages/message_sent.html")


@sensitive_variables()
@sensitive_post_parameters()
def status(request, page):
    """How far a message is, and its answer, for whoever has the reference."""
    if request.method != "POST":
        return _status(request, page, ReferenceForm())
    if refused := _refused(request, page, ReferenceForm(), show=_status):
        return refused
    form = ReferenceForm(request.POST)
    if not form.is_valid():
        return _status(request, page, form)
    if rate_limits.from_one_network(request, "asked") > MOST_QUESTIONS:
        problem = _("Too many questions came in this hour. Please try again later.")
        return _status(request, page, form, problem=problem, status=429)
    message = find(form.cleaned_data["reference"], kind=page.kind)
    if message is None:
        form.add_error("reference", _("No message has this reference. Look at each letter once more."))
    return _status(request, page, form, message=message)


@sensitive_variables()
def find(reference, **which):
    """The message with this reference as somebody typed it, or nothing."""
    fingerprints = tokens.fingerprints(tokens.as_typed(reference))
    return Message.objects.filter(fingerprint__in=fingerprints, **which).first()


def _refused(request, page, form, show=None):
    """What no browser sends with this form: too much, or files."""
    show = show or _form
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return show(request, page, form, problem=_("That was too much text. Nothing was sent."), status=413)
    if request.content_type != URLENCODED:
        return show(request, page, form, problem=_("This form takes text only. Nothing was sent."), status=415)
    return None


@sensitive_variables()
def _keep(request, page, words, nonce, age):
    """Keep the message and answer its reference. The same words sent twice with one form are kept once.

    Other words are another message, also from the same form: after "Back", or by whoever saw its token.
    """
    reference = tokens.reference_for(nonce, page.kind, *(words[name] for name in sorted(words)))
    if find(reference):
        return reference
    from_here = rate_limits.from_one_network(request, "sent")
    if from_here > MOST_FROM_ONE or rate_limits.in_all("sent") > MOST_IN_ALL:
        raise TooManyError
    reasons = spam.reasons(words["text"], age, request.POST.get("website"))
    if from_here > ORDINARY_FROM_ONE:
        reasons.append(Message.Reason.CROWD)
    message = Message(
        kind=page.kind,
        language=page.locale.language_code,
        fingerprint=tokens.fingerprints(reference)[0],
        quarantined_for=",".join(reasons),
        **words,
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:  # the same form, sent twice in the same moment
        return reference
    notifications.tell_staff(message)
    return reference


@sensitive_variables()
def _form(request, page, form, problem="", token="", status=200):
    context = {"form": form, "problem": problem, "token": token or tokens.new(page.kind)}
    response = page.render(request, context_overrides=context)
    response.status_code = status
    return response


@sensitive_variables()
def _status(request, page, form, message=None, problem="", status=200):
    context = {"form": form, "problem": problem, "message": message}
    response = page.render(request, context_overrides=context, template="pages/message_status.html")
    response.status_code = status
    return response
