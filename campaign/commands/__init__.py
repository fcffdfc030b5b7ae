"""What `python -m campaign` can do without a browser."""
