"""What tables declare: columns, and the catalogue of rules."""
