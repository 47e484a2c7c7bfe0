"""Mail: templates, rendering, sending, and the embedded mailbox."""
