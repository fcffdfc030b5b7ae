"""Files that people take away: templates, the data dictionary and lists of problems."""
