"""What the commands of the record do, once Django has started: one file for each group of them."""
