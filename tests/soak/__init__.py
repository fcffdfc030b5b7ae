"""Long days: many visits, changing files, lost connections, a full disk."""
