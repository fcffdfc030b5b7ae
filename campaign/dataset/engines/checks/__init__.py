"""The check of a register when it is opened: columns, keys, texts, and rows that break a rule."""
