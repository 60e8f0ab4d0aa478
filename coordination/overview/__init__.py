"""Chapter 9 · Reading across: the desk, one consultation's whole page, lists, search, the demonstration.

Clauses A1 A8 A11 L1. No verbs and no tables of its own: it reads all chapters and prints.
"""
