"""The answers of an arrangement as they are known by now (GL32 IV.F, IV.H, IV.J)."""

from temporalio import workflow

from workflows.ledger import Ledger

with workflow.unsafe.imports_passed_through():
    from policy.living.current import brought


def known(ledger: Ledger) -> dict[str, str]:
    """Those of the version in force, with what reports and duties brought since."""
    told = brought(ledger.plan.updated, ledger.concerns.all, ledger.tabled_at)
    return ledger.current.answers | told
