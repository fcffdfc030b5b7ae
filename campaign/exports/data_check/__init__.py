"""What goes back to the owner of a file: issues, a marked copy, templates, the dictionary."""
