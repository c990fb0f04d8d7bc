"""The merged events as JSON Lines, as the contract has them."""

from typing import BinaryIO

import msgspec

from parley.export.telling import in_order
from parley.report.data import ReportData
from parley.report.words import Words


def write(data: ReportData, words: Words, out: BinaryIO) -> list[str]:
    """One event a line, with ``kind`` "event" first."""
    for event in in_order(data):
        plain = {"kind": "event", **msgspec.to_builtins(event)}
        out.write(msgspec.json.encode(plain) + b"\n")
    return []
