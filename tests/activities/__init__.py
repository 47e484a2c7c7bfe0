"""Effects on their own: mail, records, documents, look-ups, under faults."""
