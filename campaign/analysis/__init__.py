"""What the numbers say: indicators, class breaks, selection, key figures, reconciliation."""
