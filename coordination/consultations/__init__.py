"""Chapter 3 · A consultation: what is asked, of whom, why of them, by when, with which dossier; and its clocks.

Clauses L1 L2 L3 L4 L9 F3 F4 F5 A10. Verbs: draft, save, address, attach, send for signing, sign, issue, amend, extend,
withdraw, open, acknowledge, start a round, close. Tables: consultation, point, consultee, point addressee, round,
dossier part, gate reason, amendment.
"""
