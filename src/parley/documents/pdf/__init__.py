"""PDF: pages as pieces of text, put in reading order and joined to paragraphs."""

from parley.documents.pdf.reader import read_pdf

__all__ = ["read_pdf"]
