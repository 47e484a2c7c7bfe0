"""What is wrong with a proposal: the field, what to do about it, and the rule's section."""

from dataclasses import dataclass

from policy.program import Program


@dataclass(frozen=True)
class Problem:
    """One refusal: the form key it belongs to, plain words to act on, and the section cited."""

    field: str
    message: str
    citation: str = ""

    @property
    def text(self) -> str:
        """The message with its section: ... nine months at most (General Letter 32, IV.E)."""
        if not self.citation:
            return self.message
        return f"{self.message.removesuffix('.')} ({self.citation})."


def cited(program: Program, section: str) -> str:
    """The section as people cite it: General Letter 32, IV.E; empty for none."""
    return f"{program.source}, {section}" if section else ""
