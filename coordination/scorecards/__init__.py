"""Chapter 8 · How well units worked together, in figures that open to their cases.

Clauses A2 A3, with C2 C3 X1 X2 X3 of the cooperating unit and F3 F4 F5 L5 of the lead.
Nothing here is entered by hand: every figure is computed anew from what the earlier chapters recorded, by a scheme with
validity dates, so that computing twice gives the same and every point lost names its case and its reason.
Units are scored, never persons. Too few cases give no band, and no colour stands where the interval does not bear it.
Table: scoring scheme.
"""
