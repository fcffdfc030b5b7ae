"""Files for the owner of an uploaded file: issues, a marked copy, templates, the dictionary."""
