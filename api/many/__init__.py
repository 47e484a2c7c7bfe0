"""Many acts in one sitting: each an act of its own, with a result of its own."""
