"""Programs and agencies as files: read strictly, extended, and judged before they are used."""
