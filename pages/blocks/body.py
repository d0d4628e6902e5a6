"""The vocabulary of a page's body."""

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.coreutils import string_to_ascii
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from pages.blocks.entries import KeyFigureBlock, MilestoneBlock
from pages.blocks.links import LabelledLinkBlock, PageBlock

SAMPLE = _("Sample text, to show what this part looks like.")


def _paragraph():
    return f"<p>{SAMPLE}</p>"


def anchor(text):
    """The address of a heading within its page: Latin letters, digits and hyphens."""
    return f"part-{slugify(string_to_ascii(str(text)))[:60]}"


class FigureBlock(blocks.StructBlock):
    picture = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(
        label=_("Caption"), max_length=250, required=False, help_text=_("Shown under the picture.")
    )
    credit = blocks.CharBlock(
        label=_("Credit"),
        max_length=120,
        required=False,
        help_text=_("Who made the picture. Shown after the caption; the credit kept with the image if empty."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with its caption and the name of its maker.")
        template = "blocks/figure.html"
        preview_value = {"picture": None, "caption": SAMPLE, "credit": _("Sample credit")}


class QuoteBlock(blocks.StructBlock):
    quote = blocks.TextBlock(label=_("Quotation"), rows=3, help_text=_("Without quotation marks."))
    said_by = blocks.CharBlock(
        label=_("Who said it"),
        max_length=120,
        required=False,
        help_text=_("A role or a document. A person only with written consent."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Words of somebody else, set apart from the text.")
        template = "blocks/quote.html"
        preview_value = {"quote": SAMPLE, "said_by": _("Sample source")}


class KeyFiguresBlock(blocks.StructBlock):
    figures = blocks.ListBlock(KeyFigureBlock(), label=_("Figures"), collapsed=True, min_num=1, max_num=6)

    class Meta:
        icon = "order"
        label = _("Key figures")
        description = _("Up to six numbers, each with what was counted, its date and its source.")
        template = "blocks/key_figures.html"
        preview_value = {
            "figures": [
                {
                    "value": "000",
                    "label": _("Sample of what was counted"),
                    "as_of": "2000",
                    "source": _("Sample source"),
                }
            ]
            * 2
        }


class TimelineBlock(blocks.StructBlock):
    milestones = blocks.ListBlock(MilestoneBlock(), label=_("Milestones"), collapsed=True, min_num=1)

    class Meta:
        icon = "date"
        label = _("Timeline")
        description = _("Dates on a line, the earliest first.")
        template = "blocks/timeline.html"
        preview_value = {"milestones": [{"date": "2000", "text": SAMPLE}, {"date": "2001-06", "text": SAMPLE}]}


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("What to do"), max_length=120)
    text = blocks.TextBlock(label=_("How"), rows=2, required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        label_format = "{title}"


class StepsBlock(blocks.StructBlock):
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), collapsed=True, min_num=2)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("What to do, one thing after the other, with numbers.")
        template = "blocks/steps.html"
        preview_value = {
            "steps": [{"title": _("First sample step"), "text": SAMPLE}, {"title": _("Second sample step")}]
        }


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question or title"), max_length=160)
    answer = blocks.RichTextBlock(label=_("Text that opens"))

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{question}"


class AccordionBlock(blocks.StructBlock):
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"), collapsed=True, min_num=1)

    class Meta:
        icon = "collapse-down"
        label = _("Questions and answers")
        description = _("Titles that open when touched. Do not hide here what every reader needs.")
        template = "blocks/accordion.html"
        preview_value = staticmethod(
            lambda: {"questions": [{"question": _("A sample question?"), "answer": _paragraph()}]}
        )


class DocumentsBlock(blocks.StructBlock):
    documents = blocks.ListBlock(DocumentChooserBlock(label=_("Document")), label=_("Documents"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        description = _("Files to download; type, size and language are shown by themselves.")
        template = "blocks/documents.html"
        preview_value = {"documents": []}


class CallToActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), rows=2, required=False)
    action = LabelledLinkBlock(label=_("Button"))

    class Meta:
        icon = "pick"
        label = _("Call to action")
        description = _("One thing that the reader should do next, with a button.")
        template = "blocks/call_to_action.html"
        preview_value = {
            "title": _("Sample title"),
            "text": SAMPLE,
            "action": {"label": _("Sample button"), "link": [("url", "https://example.org/")]},
        }


class RelatedPagesBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=100, default=_("Read next"))
    pages = blocks.ListBlock(PageBlock(label=_("Page")), label=_("Pages"), min_num=1, max_num=8)

    class Meta:
        icon = "doc-empty-inverse"
        label = _("Related pages")
        description = _("Links to other pages of this site. A page that is not published is left out.")
        template = "blocks/related_pages.html"
        preview_value = {"heading": _("Read next"), "pages": []}


class TableBlock(TypedTableBlock):
    """A table whose first row and first column are header cells."""

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns. The first column names each row; the caption says what is compared.")
        template = "blocks/table.html"


class NoticeBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=100)
    text = blocks.RichTextBlock(label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Notice")
        description = _("A short text that stands out from the page, for what must not be missed.")
        template = "blocks/notice.html"
        preview_value = staticmethod(lambda: {"title": _("Sample title"), "text": _paragraph()})


def _table():
    return TableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("number", blocks.CharBlock(label=pgettext_lazy("a cell of a table", "Number"), required=False)),
            ("rich_text", blocks.RichTextBlock(label=_("Text with links"), required=False)),
        ],
        preview_value={
            "caption": _("Sample caption"),
            "columns": [{"type": "text", "heading": _("Name")}, {"type": "number", "heading": _("Number")}],
            "rows": [{"values": [_("First"), "000"]}, {"values": [_("Second"), "000"]}],
        },
    )


class BodyBlock(blocks.StreamBlock):
    """The body of every page, in the order that the editor chooses."""

    text = blocks.RichTextBlock(
        icon="pilcrow",
        label=_("Text"),
        description=_("Paragraphs, lists and links."),
        template="blocks/text.html",
        preview_value=_paragraph,
    )
    heading = blocks.CharBlock(
        icon="title",
        label=_("Heading"),
        max_length=120,
        description=_("The title of a part. Three or more make a list of contents by themselves."),
        template="blocks/heading.html",
        preview_value=_("Sample heading"),
    )
    figure = FigureBlock()
    quote = QuoteBlock()
    key_figures = KeyFiguresBlock()
    timeline = TimelineBlock()
    steps = StepsBlock()
    accordion = AccordionBlock()
    documents = DocumentsBlock()
    call_to_action = CallToActionBlock()
    related_pages = RelatedPagesBlock()
    table = _table()
    notice = NoticeBlock()

    def clean(self, value):
        value = super().clean(value)
        seen, errors = set(), {}
        for number, child in enumerate(value):
            if child.block_type == "heading" and child.value:
                if anchor(child.value) in seen:
                    errors[number] = ValidationError(_("Another heading on this page says the same."))
                seen.add(anchor(child.value))
        if errors and not self.is_deferred_validation:
            raise StreamBlockValidationError(block_errors=errors)
        return value
