"""A table of records that come in windows from elsewhere, never all of them."""

from widgets.record_table.columns import Cell, Column
from widgets.record_table.row_view import Sizes
from widgets.record_table.source import Count, Position, Source, Window
from widgets.record_table.table import RecordTable

__all__ = ["Cell", "Column", "Count", "Position", "RecordTable", "Sizes", "Source", "Window"]
