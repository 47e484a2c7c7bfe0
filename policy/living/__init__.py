"""Rules of what comes up while an arrangement is in force, from approvals to renewal."""
