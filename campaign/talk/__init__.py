"""The talk: scenes as one payload, and the script and style that show it in any browser."""
