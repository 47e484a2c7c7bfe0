"""From what people fill in to an act: the rules that pages and the JSON API share."""
