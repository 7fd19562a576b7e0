"""What templates of PDFs say; see ``program/pdf/formulas.py``."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def formulas(text: str) -> SafeString:
    """Plain text with its formulas in TeX drawn."""
    from program.pdf.formulas import with_formulas  # noqa: PLC0415 - the library and its font are loaded where a PDF is made

    return mark_safe(with_formulas(text))


@register.filter
def formulas_in(markup: str) -> SafeString:
    """HTML that was cleaned, with the formulas in its text drawn."""
    from program.pdf.formulas import with_formulas_in  # noqa: PLC0415 - the same

    return mark_safe(with_formulas_in(markup))
