"""What an export cannot do."""


class ExportError(Exception):
    """An export that cannot be made; the message says why and what to do."""
