"""What readers do: write to the office, see the reference, come back for the answer. No cookie, no account."""

from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from pages.contact import spam, tokens
from pages.contact.forms import ConfidentialForm, ContactForm, ReferenceForm
from pages.contact.models import Message
from pages.contact.notifications import notify_staff
from pages.values import rate_limits

FORMS = {Message.Kind.CONTACT: ContactForm, Message.Kind.CONFIDENTIAL: ConfidentialForm}
MAX_BYTES = 200_000
# Messages an hour: what one network sends beyond the first is quarantined. Whole towns share one address.
UNSUSPICIOUS_PER_NETWORK, MAX_PER_NETWORK, MAX_IN_ALL = 10, 60, 600
MAX_STATUS_QUERIES = 30  # an hour from one network
URLENCODED = "application/x-www-form-urlencoded"


class TooManyMessagesError(Exception):
    """So much was sent in this hour that no more is taken."""


@sensitive_variables()
@sensitive_post_parameters()
def message_form(request, page):
    """The form; and when it is sent, the way to the reference."""
    form_class = FORMS[page.kind]
    if request.method != "POST":
        return _render_form(request, page, form_class())
    if rejection := _reject_odd_request(request, page, form_class()):
        return rejection
    form = form_class(request.POST)
    given = request.POST.get("token", "")
    token = tokens.verify(given, page.kind)
    if not form.is_valid():
        return _render_form(request, page, form, token=given if token else "")
    if token is None:
        return _render_form(
            request, page, form, problem=_("The form was open for too long. Please press Send once more.")
        )
    try:
        reference = _store_message(request, page, form.cleaned_data, *token)
    except TooManyMessagesError:
        problem = _(
            "Too many messages came in this hour, so yours was not sent. It is still here: try again later, or call."
        )
        return _render_form(request, page, form, problem=problem, token=given, status=429)
    response = HttpResponseRedirect(f"{page.get_url(request)}sent/{tokens.url_token_for(reference)}/")
    response.status_code = 303
    return response


@sensitive_variables()
def message_sent(request, page, token):
    """The reference, for half an hour; later a sentence that one needs the reference that one wrote down."""
    context = {"reference": tokens.reference_in(token)}
    return page.render(request, context_overrides=context, template="pages/message_sent.html")


@sensitive_variables()
@sensitive_post_parameters()
def message_status(request, page):
    """How far a message is, and its answer, for whoever has the reference."""
    if request.method != "POST":
        return _render_status(request, page, ReferenceForm())
    if rejection := _reject_odd_request(request, page, ReferenceForm(), render=_render_status):
        return rejection
    form = ReferenceForm(request.POST)
    if not form.is_valid():
        return _render_status(request, page, form)
    if rate_limits.from_one_network(request, "asked") > MAX_STATUS_QUERIES:
        problem = _("Too many questions came in this hour. Please try again later.")
        return _render_status(request, page, form, problem=problem, status=429)
    message = Message.objects.filter(kind=page.kind).with_reference(form.cleaned_data["reference"]).first()
    if message is None:
        form.add_error("reference", _("No message has this reference. Look at each letter once more."))
    return _render_status(request, page, form, message=message)


def _reject_odd_request(request, page, form, render=None):
    """The answer to what no browser sends with this form, too much or files; `None` for all others."""
    render = render or _render_form
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MAX_BYTES:
        return render(request, page, form, problem=_("That was too much text. Nothing was sent."), status=413)
    if request.content_type != URLENCODED:
        return render(request, page, form, problem=_("This form takes text only. Nothing was sent."), status=415)
    return None


@sensitive_variables()
def _store_message(request, page, values, nonce, age):
    """Store the message and return its reference. The same values sent twice with one form are stored once.

    Other values are another message, also from the same form: after "Back", or by whoever saw its token.
    """
    reference = tokens.reference_for(nonce, page.kind, *(values[name] for name in sorted(values)))
    if Message.objects.with_reference(reference).exists():
        return reference
    message = Message(
        kind=page.kind,
        language=page.locale.language_code,
        fingerprint=tokens.fingerprints(reference)[0],
        quarantined_for=",".join(_quarantine_reasons(request, values["text"], age)),
        **values,
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
            notify_staff.enqueue(message.pk)
    except IntegrityError:  # the same form, sent twice in the same moment
        pass
    return reference


@sensitive_variables()
def _quarantine_reasons(request, text, age):
    """Why the message should be looked at first; counts it, and raises if no more are taken in this hour."""
    from_network = rate_limits.from_one_network(request, "sent")
    if from_network > MAX_PER_NETWORK or rate_limits.in_all("sent") > MAX_IN_ALL:
        raise TooManyMessagesError
    reasons = spam.quarantine_reasons(text, age, request.POST.get("website"))
    return [*reasons, Message.Reason.CROWD] if from_network > UNSUSPICIOUS_PER_NETWORK else reasons


@sensitive_variables()
def _render_form(request, page, form, problem="", token="", status=200):
    context = {"form": form, "problem": problem, "token": token or tokens.issue(page.kind)}
    response = page.render(request, context_overrides=context)
    response.status_code = status
    return response


@sensitive_variables()
def _render_status(request, page, form, message=None, problem="", status=200):
    context = {"form": form, "problem": problem, "message": message}
    response = page.render(request, context_overrides=context, template="pages/message_status.html")
    response.status_code = status
    return response
