"""Pages in a real browser: accessible, narrow, without scripts, with the keyboard, live."""
