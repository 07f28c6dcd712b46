"""From the text of a table to effects: which columns a measure needs, and what each row says."""
