"""Bar charts: types of activity, groups of people, entries of a text column, parts of a plan."""
