"""The admin views of those who read and answer messages. What somebody may not read is not there for them."""

from django.contrib import messages as said
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from pages.contact import notifications
from pages.contact.encryption import InvalidToken
from pages.contact.export import spreadsheet
from pages.contact.forms import AnswerForm, AssignForm, NoteForm
from pages.contact.models import Message, MessageLook
from pages.contact.page_types import ContactPage, FeedbackPage
from pages.contact.permissions import kinds_for, people
from pages.contact.views import find

A_PAGE = 50
State, What = Message.State, MessageLook.What
HELD = "held"
TABS = (*State.values, HELD)
PAGES = {Message.Kind.CONTACT: ContactPage, Message.Kind.CONFIDENTIAL: FeedbackPage}


def visible(request):
    """The messages that whoever asks may read; refused to those who may read none."""
    kinds = kinds_for(request.user)
    if not kinds:
        raise PermissionDenied
    return Message.objects.filter(kind__in=kinds)


def _tab_of(state, held_for):
    """Where a message stands: one that is held back apart from the others, until it is released or closed."""
    return HELD if held_for and state != State.CLOSED else state


def _in_tab(found, tab):
    if tab == HELD:
        return found.exclude(quarantined_for="").exclude(state=State.CLOSED)
    return found.filter(state=tab) if tab == State.CLOSED else found.filter(state=tab, quarantined_for="")


def _asked_tab(asked):
    return asked.get("tab") if asked.get("tab") in TABS else State.NEW.value


def _chosen(request, asked):
    """The messages of the tab and the filters that were asked for; what makes no sense is left out."""
    found = visible(request)
    tab = _asked_tab(asked)
    kind = asked.get("kind") if asked.get("kind") in Message.Kind.values else ""
    role = asked.get("role", "") if asked.get("role", "").isdecimal() and len(asked["role"]) < 10 else ""
    if kind:
        found = found.filter(kind=kind)
    if role:
        found = found.filter(assigned_to=role)
    return _in_tab(found, tab).select_related("assigned_to"), {"tab": tab, "kind": kind, "role": role}


def _tabs(found):
    counts = dict.fromkeys(TABS, 0)
    for state, held_for, count in found.order_by().values_list("state", "quarantined_for").annotate(Count("pk")):
        counts[_tab_of(state, held_for)] += count
    labels = {**dict(State.choices), HELD: gettext_lazy("Held back")}
    return [(tab, labels[tab], count) for tab, count in counts.items()]


@never_cache
def queue(request):
    """The list of messages; without any of their words."""
    found, asked = _chosen(request, request.GET)
    kinds = kinds_for(request.user)
    roles = dict(visible(request).exclude(assigned_to=None).order_by().values_list("assigned_to", "assigned_to__name"))
    context = {
        "listing": Paginator(found.defer(*Message.SECRETS), A_PAGE).get_page(request.GET.get("page")),
        "tabs": _tabs(visible(request)),
        "asked": asked,
        "kinds": [(kind.value, kind.label) for kind in kinds],
        "roles": roles,
        "sees_confidential": Message.Kind.CONFIDENTIAL in kinds,
    }
    return render(request, "admin/messages.html", context)


@sensitive_variables()
@sensitive_post_parameters()
@require_POST
def look_up(request):
    """Lead to a message by its number or by the reference, which stands in no address."""
    asked, mine = request.POST.get("asked", "").strip(), visible(request)
    number = asked.upper().removeprefix("M-")
    message = find(asked, kind__in=kinds_for(request.user))
    if not message and number.isdecimal() and len(number) < 12:
        message = mine.filter(pk=int(number)).first()
    if message:
        return redirect("message", message.pk)
    said.error(request, _("You have no message with this number or reference."))
    return redirect("messages")


@sensitive_variables()
@sensitive_post_parameters()
@never_cache
def read(request, pk):
    """One message with all that can be done with it. That a confidential one was opened is written down."""
    try:
        message = visible(request).select_related("assigned_to").filter(pk=pk).first()
    except InvalidToken:
        said.error(request, _("This message cannot be read: its key is no longer among MESSAGE_KEYS."))
        return redirect("messages")
    if message is None:
        raise Http404
    forms = {
        "answer": AnswerForm(initial={"answer": message.answer}),
        "note": NoteForm(),
        "assign": AssignForm(kind=message.kind, initial={"role": message.assigned_to_id}),
    }
    if request.method == "POST":
        act = ACTIONS.get(request.POST.get("do"))
        if act is None:
            return HttpResponseBadRequest()
        bad_form = act(request, message)
        if bad_form is None:
            return redirect("message", pk)
        forms[request.POST["do"]] = bad_form
    if message.is_confidential:
        _write_down(request, message, What.OPENED)
    context = {
        "message": message,
        "forms": forms,
        "notes": message.notes.select_related("written_by"),
        "looks": message.looks.all(),
        "address": notifications.address_in(message.reach),
    }
    return render(request, "admin/messages_one.html", context)


def _write_down(request, message, what):
    message.looks.create(who=request.user.get_username(), what=what)


def _take(request, message):
    message.change(state=State.IN_HAND, quarantined_for="")
    _write_down(request, message, What.TAKEN)


def _close(request, message):
    message.change(state=State.CLOSED)
    _write_down(request, message, What.CLOSED)


def _release(request, message):
    message.change(quarantined_for="")
    _write_down(request, message, What.RELEASED)


def _assign(request, message):
    form = AssignForm(request.POST, kind=message.kind)
    if not form.is_valid():
        return form
    message.change(assigned_to=form.cleaned_data["role"])
    _write_down(request, message, What.ASSIGNED)
    return None


def _note(request, message):
    form = NoteForm(request.POST)
    if not form.is_valid():
        return form
    message.notes.create(text=form.cleaned_data["note"], written_by=request.user)
    _write_down(request, message, What.NOTED)
    return None


def _answer(request, message):
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return form
    message.change(answer=form.cleaned_data["answer"], state=State.ANSWERED, quarantined_for="")
    _write_down(request, message, What.ANSWERED)
    return None


def _tell(request, message):
    """A mail to the sender that there is an answer; never by itself, since somebody else may read that mailbox."""
    address = notifications.address_in(message.reach)
    pages = PAGES[message.kind].objects.live().order_by("path")
    page = pages.filter(locale__language_code=message.language).first() or pages.first()
    if message.answer and address and page and notifications.tell_sender(message, address, f"{page.full_url}status/"):
        _write_down(request, message, What.TOLD)
        said.success(request, _("The mail was sent. It says that there is an answer, and nothing of it."))
    else:
        said.error(request, _("The mail could not be sent."))


ACTIONS = {
    "take": _take,
    "close": _close,
    "release": _release,
    "assign": _assign,
    "note": _note,
    "answer": _answer,
    "tell": _tell,
}


@require_POST
def several(request):
    """Release or close the messages that were ticked."""
    act = {"close": _close, "release": _release}.get(request.POST.get("do"))
    if act is None:
        return HttpResponseBadRequest()
    ticked = [int(pk) for pk in request.POST.getlist("ticked") if pk.isdecimal() and len(pk) < 12]
    chosen = list(visible(request).filter(pk__in=ticked[:A_PAGE]).defer(*Message.SECRETS))
    for message in chosen:
        act(request, message)
    text = ngettext("%(count)d message was changed.", "%(count)d messages were changed.", len(chosen))
    said.success(request, text % {"count": len(chosen)})
    return redirect(f"{reverse('messages')}?tab={_asked_tab(request.POST)}")


@sensitive_variables()
@require_POST
def export(request):
    """The chosen messages as a file, with their words. Each confidential one in it is written down."""
    found, _asked = _chosen(request, request.POST)
    try:
        found = list(found)
    except InvalidToken:
        said.error(request, _("One of these messages cannot be read: its key is no longer among MESSAGE_KEYS."))
        return redirect("messages")
    who = request.user.get_username()
    looks = [MessageLook(message=each, who=who, what=What.EXPORTED) for each in found if each.is_confidential]
    MessageLook.objects.bulk_create(looks)
    return spreadsheet(found, "xlsx" if request.POST.get("format") == "xlsx" else "csv")


class MessagesMenuItem(MenuItem):
    """Shown to those who may read any."""

    def is_shown(self, request):
        return bool(kinds_for(request.user))


class MessagesPanel(Component):
    """How many messages wait, on the first screen: only of those that one may read."""

    name = "messages"
    template_name = "admin/messages_panel.html"
    order = 15

    def get_context_data(self, parent_context):
        kinds = kinds_for(parent_context["request"].user)
        waiting = [State.NEW, State.IN_HAND, HELD]
        tabs = _tabs(Message.objects.filter(kind__in=kinds)) if kinds else []
        return {"tabs": [each for each in tabs if each[0] in waiting and each[2]]}


def kinds_without_readers():
    """The kinds of messages that a published form takes and that nobody may read."""
    return [kind for kind, model in PAGES.items() if model.objects.live().exists() and not people(kind).exists()]
