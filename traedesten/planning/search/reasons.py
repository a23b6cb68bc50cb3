"""Why a document matches a query: codes with parameters, taken from the document as it stands."""
from traedesten.planning.search.documents import Document
from traedesten.planning.search.reading import Reading


class Explainer:
    def __init__(self, parts):
        self._parts = parts

    def reasons(self, document: Document, reading: Reading):
        return ()
