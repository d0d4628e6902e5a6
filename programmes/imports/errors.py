"""Why a file, or a cell of it, cannot be taken over."""


class RefusedError(Exception):
    """The file cannot be taken over; says why in one sentence."""


class CellError(Exception):
    """One cell cannot be taken over; says why in one sentence. Stands in the row in place of its value."""
