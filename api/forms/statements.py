"""The statement that a signer agrees to, and the digest that proves which one it was."""

import hashlib

from policy.program import Program, SignatureLine

OTHER_STATEMENT = "The statement agreed to is not the one on this line now."


def statement_digest(program: Program, line: SignatureLine) -> str:
    """The SHA-256 in hex of the line's statement and the program's consent, as shown together."""
    return hashlib.sha256(f"{line.statement}\n{program.signing.consent}".encode()).hexdigest()
