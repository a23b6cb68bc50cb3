"""Tabular HSDS, a data package of CSV files: reading and writing."""

from traedesten.interop.tabular.reading import read
from traedesten.interop.tabular.writing import datapackage, tabular_zip

__all__ = ["datapackage", "read", "tabular_zip"]
