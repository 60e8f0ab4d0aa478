"""Chapter 7 · What became of every comment, and the file that is submitted.

Clauses L5 L6 F1 F2. Verbs: dispose of comments, state the own position, submit, return, conclude.
Tables: disposition, submission.
"""
