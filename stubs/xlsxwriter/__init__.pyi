"""What of XlsxWriter is used: sheets of typed cells."""
