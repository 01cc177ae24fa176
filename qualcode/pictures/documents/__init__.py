"""Pictures → what people pass on: Word, PowerPoint, one HTML file."""

from qualcode.pictures.documents.page import write_page
from qualcode.pictures.documents.slides import write_slides
from qualcode.pictures.documents.word import write_document

__all__ = ["write_document", "write_page", "write_slides"]
