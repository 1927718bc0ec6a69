"""How well and how fast documents are read, beside the peers of the field."""
