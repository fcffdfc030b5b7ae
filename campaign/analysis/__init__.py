"""What the numbers say: indicators, class breaks, selection, KPIs, reconciliation."""
