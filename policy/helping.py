"""Where an agency's people read about the program, and whom the help page names (Sacramento)."""

from policy.program import Agency, Program


def site_of(program: Program, agency: Agency) -> str:
    """The address of the program's pages: the agency's own, or else the program's."""
    return agency.site or program.site


def help_page_of(program: Program, agency: Agency) -> str:
    """The address of the page that says whom to ask; blank where there is none."""
    return agency.help_page or program.help_page
