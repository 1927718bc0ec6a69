"""What Cây Tre measures of itself, beside its peers; `make bench` runs it."""
