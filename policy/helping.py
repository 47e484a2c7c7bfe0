"""What an agency's people read about their program, and what their employer calls things."""

from policy.program import Agency, Program


def site_of(program: Program, agency: Agency) -> str:
    """The address of the program's pages: the agency's own, or else the program's."""
    return agency.site or program.site


def help_page_of(program: Program, agency: Agency) -> str:
    """The address of the page that says whom to ask; blank where there is none."""
    return agency.help_page or program.help_page


def station_of(program: Program) -> str:
    """What the program calls the place that a job is assigned to: "official duty station"."""
    return program.texts.get("duty_station", "official duty station")


def agency_title_of(program: Program) -> str:
    """What the program calls the part of the employer that somebody works for: "Agency"."""
    return program.texts.get("agency", "Agency")
