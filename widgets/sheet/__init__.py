"""A page of text for reading, of which only the lines that change are sent."""

from widgets.sheet.lines import Line, facts, gap, head, text
from widgets.sheet.widget import Sheet

__all__ = ["Line", "Sheet", "facts", "gap", "head", "text"]
