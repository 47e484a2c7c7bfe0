"""The ways in: every act enters as the start, a signal or an update of a workflow."""
