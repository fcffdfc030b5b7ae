"""What is handed back to the owner of a file: its issues, a marked copy, templates, the data dictionary."""
