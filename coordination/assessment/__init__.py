"""Chapter 5 · How the lead judges a reply, and how a unit answers back.

Clauses X2 L8. Verbs: judge, return for completion, accept, contest, settle. Tables: verdict, return.
Silence of the lead means adequate: its idleness never costs the unit.
"""
