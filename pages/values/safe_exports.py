"""Files that Wagtail makes of its lists and reports: no text of theirs is a formula to whoever opens them.

Wagtail guards workbooks and leaves CSV as it is, and offers no setting for it. Each of its lists and reports, and each
of ours that builds on them, writes its cells by one method of one mixin: that is where the guard stands.
"""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from pages.values.safe_cell import safe_cell

wagtails = SpreadsheetExportMixin.preprocess_field_value


def guarded(view: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
    """What goes into a cell: numbers and dates as they are, texts of a CSV guarded."""
    made = wagtails(view, field, value, export_format)
    return safe_cell(made) if isinstance(made, str) and export_format == view.FORMAT_CSV else made


def guard_exports() -> None:
    """From now on, for every list and report."""
    SpreadsheetExportMixin.preprocess_field_value = guarded
