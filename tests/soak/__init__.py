"""Long days: many visits, changing files, lost connections, no room to write."""
