"""Pages of the front door, thin: what they show comes from the rooms' queries."""
