"""Language and script of a text, its sentences, and the folded view that rules are matched on."""

from parley.language.detection import detect
from parley.language.splitting import clauses, paragraphs, sentences
from parley.language.views import View, fold, view

__all__ = ["View", "clauses", "detect", "fold", "paragraphs", "sentences", "view"]
