"""The commands of `python -m campaign`, a module for each."""
