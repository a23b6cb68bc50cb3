"""Search in the directory: Danish words, compounds, misspellings and words of like meaning, without network or model."""

from traedesten.planning.search.documents import FIELDS, Document, Hit
from traedesten.planning.search.index import Index

__all__ = ["FIELDS", "Document", "Hit", "Index"]
