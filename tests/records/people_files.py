"""Files of the directory as an HR system writes them."""

from records.roster import COLUMNS

HEADER = ",".join(COLUMNS)


def a_row(number: str, /, **cells: str) -> str:
    """A good row, less what `cells` change."""
    usual = {"name": f"Person {number}", "mail": f"p{number}@example.test", "agency": "water"}
    values = usual | {"number": number} | cells
    return ",".join(values.get(column, "") for column in COLUMNS)


def a_file(*rows: str) -> str:
    """A file of those rows."""
    return "\r\n".join([HEADER, *rows, ""])
