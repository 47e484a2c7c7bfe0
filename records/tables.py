"""Every table: whichever module of the records declares one has been imported here."""

from importlib import import_module
from pkgutil import iter_modules

from sqlmodel import SQLModel

import records

for _module in iter_modules(records.__path__, "records."):
    if _module.name != __name__ and not _module.ispkg:
        import_module(_module.name)

METADATA = SQLModel.metadata
"""Describes the tables that migrations compare the database with."""
