"""Charts that compare two campaigns or two regions."""
