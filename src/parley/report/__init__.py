"""The report: one page that opens anywhere, and the same record as tables."""

from parley.report.compared import comparison_page
from parley.report.data import ReportData, Spell, spells
from parley.report.tables import chronology_csv, chronology_json
from parley.report.write import write_report

__all__ = [
    "ReportData",
    "Spell",
    "chronology_csv",
    "chronology_json",
    "comparison_page",
    "spells",
    "write_report",
]
