"""Reports as Word documents."""
