"""Into the record: one file per outside format, each turning a file into the rows that docs/schemas.md tells of.

Comes in: a path. Goes out: `Numbered` rows, or a `Problem` that names line, field and remedy. Nothing is written here:
`services.importing` writes all of a file or none of it.
"""
