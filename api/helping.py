"""The foot of every page: whom to ask for help, and where to read about the program."""

from dataclasses import dataclass

from api.parts import Parts
from api.visits import Viewer
from policy.helping import help_page_of, site_of
from policy.program import Agency, Program


@dataclass(frozen=True)
class HelpLine:
    """A line at the foot of a page; with an address it is a link."""

    text: str
    href: str = ""


def help_lines(program: Program, agency: Agency, *, coordinates: bool) -> tuple[HelpLine, ...]:
    """Whom to ask: the agency's own people, or for the coordinator those they answer to.

    The help page and the program's site follow, where there are any.
    """
    told = program.texts.get("help_hr" if coordinates else "help_employee", program.help)
    links = (
        HelpLine("Help page", help_page_of(program, agency)),
        HelpLine(program.title, site_of(program, agency)),
    )
    shown = (line for line in links if line.href)
    named = agency.name in agency.contact
    contact = agency.contact if named else f"{agency.name}: {agency.contact}"
    return (HelpLine(told), HelpLine(contact), *shown)


def usual_help(parts: Parts, viewer: Viewer | None) -> tuple[HelpLine, ...]:
    """Whom somebody asks on a page that is about no program in particular; none for a stranger."""
    agency = parts.agencies.get(viewer.person.agency) if viewer else None
    if viewer is None or agency is None:
        return ()
    return help_lines(parts.programs.of(agency), agency, coordinates=viewer.is_hr)
