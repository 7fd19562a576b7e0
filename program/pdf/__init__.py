"""What leaves as PDF. Loading this loads WeasyPrint: import it where a PDF is made, not at start."""

from .programme import programme_pdf
from .setting import OwnFetcher, html_to_pdf, set_pages

__all__ = ["OwnFetcher", "html_to_pdf", "programme_pdf", "set_pages"]
