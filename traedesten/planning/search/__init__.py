"""Search in the directory: Danish words, compounds, misspellings and near words; no network, no model."""

from traedesten.planning.search.documents import FIELDS, Document, Hit
from traedesten.planning.search.index import Index

__all__ = ["FIELDS", "Document", "Hit", "Index"]
