"""What a desk refuses to do."""


class DeskError(Exception):
    """A call that cannot be carried out; the message names the place and what to do."""
