"""Files on their way in, bounded while they come: what is beyond the largest list is read and not kept."""

from django.core.files.uploadhandler import FileUploadHandler

from traedesten.sources.reading import LARGEST


class Bounded(FileUploadHandler):
    """Lets a little more through than a list may have, so that the form sees that it is too large and says so."""

    def receive_data_chunk(self, piece: bytes, start: int) -> bytes | None:
        return piece if start <= LARGEST else None

    def file_complete(self, file_size: int) -> None:
        """The file itself is kept by whoever comes after."""
