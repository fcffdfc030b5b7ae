"""Charts of bars: types of activity, groups of people, entries of a text, parts of a plan."""
