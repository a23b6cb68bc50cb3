"""CSV and Excel files as people keep them: guessing columns, reading and writing."""

from traedesten.interop.tables.columns import guess_columns
from traedesten.interop.tables.reading import read_sample, read_table
from traedesten.interop.tables.sheet import Sample
from traedesten.interop.tables.writing import csv_bytes

__all__ = ["Sample", "csv_bytes", "guess_columns", "read_sample", "read_table"]
