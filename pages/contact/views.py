"""What readers do: write to the office, see the reference, come back for the answer. No cookie, no account."""

from collections.abc import Callable
from typing import Any, Protocol

from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from wagtail.models import Locale

from pages.contact import limits, spam, tokens
from pages.contact.forms import ConfidentialForm, ContactForm, ReferenceForm
from pages.contact.models import Message
from pages.values import rate_limits

FORMS = {Message.Kind.CONTACT: ContactForm, Message.Kind.CONFIDENTIAL: ConfidentialForm}
MAX_BYTES = 2_000_000  # far more than a message may have: too long a text goes back to whoever wrote it
URLENCODED = "application/x-www-form-urlencoded"


class MessagePage(Protocol):
    """The page of a form, as far as these views know it: see `pages.contact.page_types`."""

    kind: Message.Kind
    locale: Locale

    def render(
        self, request: HttpRequest, *, template: str | None = None, context_overrides: dict[str, Any]
    ) -> TemplateResponse: ...


@sensitive_variables()
@sensitive_post_parameters()
def message_form(request: HttpRequest, page: MessagePage) -> TemplateResponse:
    """The form; and when it is sent, the reference: as the answer to the POST, so that no address tells of it."""
    form_class = FORMS[page.kind]
    if request.method != "POST":
        return _render_form(request, page, form_class(), tokens.issue(page.kind))
    if rejection := _reject_odd_request(request, page, form_class(), render=_render_form):
        return rejection
    form = form_class(request.POST)
    given = request.POST.get("token", "")
    token = tokens.verify(given, page.kind)
    if token is None:
        # Whoever presses the button of a form that they have filled in already is quick, and no machine.
        given = tokens.issue(page.kind, age=spam.TOO_FAST_SECONDS)
    if not form.is_valid():
        return _render_form(request, page, form, given)
    if token is None:
        return _render_form(
            request, page, form, given, problem=_("Your message was not sent yet. Press Send once more.")
        )
    try:
        reference = _store_message(request, page, form.cleaned_data, *token)
    except limits.TooManyMessagesError:
        problem = _(
            "Too many messages came in this hour, so yours was not sent. It is still here: try again later, or call."
        )
        return _render_form(request, page, form, given, problem=problem, status=429)
    return page.render(request, context_overrides={"reference": reference}, template="pages/message_sent.html")


@sensitive_variables()
@sensitive_post_parameters()
def message_status(request: HttpRequest, page: MessagePage) -> TemplateResponse:
    """How far a message is, and its answer, for whoever has the reference."""
    if request.method != "POST":
        return _render_status(request, page, ReferenceForm())
    if rejection := _reject_odd_request(request, page, ReferenceForm(), render=_render_status):
        return rejection
    form = ReferenceForm(request.POST)
    if not form.is_valid():
        return _render_status(request, page, form)
    found = Message.objects.filter(kind=page.kind).with_reference(form.cleaned_data["reference"])
    message = found.select_related("wrapped_key").first()
    if message is not None:
        return _render_status(request, page, form, message=message)
    form.add_error("reference", _("No message has this reference. Look at each letter once more."))
    # Only what is wrong is counted: whatever a neighbour tries, a right reference is answered.
    wrong = rate_limits.from_one_network(request, "wrong-references")
    return _render_status(request, page, form, status=429 if wrong > limits.WRONG_REFERENCES else 200)


def _reject_odd_request(
    request: HttpRequest, page: MessagePage, form: forms.Form, render: Callable[..., TemplateResponse]
) -> TemplateResponse | None:
    """The answer to what no browser sends with this form, too much or files; `None` for all others."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MAX_BYTES:
        return render(request, page, form, problem=_("That was too much text. Nothing was sent."), status=413)
    if request.content_type != URLENCODED:
        return render(request, page, form, problem=_("This form takes text only. Nothing was sent."), status=415)
    return None


@sensitive_variables()
def _store_message(request: HttpRequest, page: MessagePage, values: dict[str, str], nonce: str, age: float) -> str:
    """Store the message and return its reference. The same values sent twice with one form are stored once.

    Other values are another message, also from the same form: after "Back", or by whoever saw its token.
    """
    references = tokens.references_for(nonce, page.kind, *(values[name] for name in sorted(values)))
    for reference in references:
        if Message.objects.with_reference(reference).exists():
            return reference
    reasons = [
        *spam.quarantine_reasons(values["text"], age, request.POST.get("website")),
        *([Message.Reason.FOREIGN] if spam.comes_from_another_site(request) else []),
        *limits.reasons_to_hold_back(request, page.kind),
    ]
    message = Message(
        kind=page.kind,
        language=page.locale.language_code,
        fingerprint=tokens.fingerprints(references[0])[0],
        quarantined_for=",".join(reasons),
        **values,
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:  # the same form, sent twice in the same moment
        pass
    return references[0]


@sensitive_variables()
def _render_form(
    request: HttpRequest, page: MessagePage, form: forms.Form, token: str = "", problem: str = "", status: int = 200
) -> TemplateResponse:
    context = {"form": form, "problem": problem, "token": token or tokens.issue(page.kind)}
    response = page.render(request, context_overrides=context)
    response.status_code = status
    return response


@sensitive_variables()
def _render_status(
    request: HttpRequest,
    page: MessagePage,
    form: forms.Form,
    message: Message | None = None,
    problem: str = "",
    status: int = 200,
) -> TemplateResponse:
    context: dict[str, Any] = {"form": form, "problem": problem}
    if message is not None:
        context |= {"message": message, "answers": message.shown_answers if message.is_readable else None}
    response = page.render(request, context_overrides=context, template="pages/message_status.html")
    response.status_code = status
    return response
