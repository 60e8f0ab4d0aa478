"""Chapter 6 · Nobody waits unseen, nobody is accused without proof.

Clauses L7 L8 X3 C2 A6 A7. Verbs: remind, report to the authority, hold, sign, decide, report a task done, confirm it.
Tables: ladder step (the ledger of reminders), escalation, escalated case, directive.
"""
