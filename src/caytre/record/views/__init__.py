"""The record's pages: thin, one file per subject. What they show comes from queries, what they do from services."""
