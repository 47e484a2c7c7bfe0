"""What many arrangements together show: hours, the extent of use, calendars and feeds."""
