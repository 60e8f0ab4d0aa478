"""Chapter 4 · What a cooperating unit says: point by point, with a clear position.

Clauses C1 C3 X1 A5 A10. Verbs: save a draft, approve, send, push back, dispute, explain lateness, say 'sent already',
enter a reply that came another way. Tables: reply, opinion, other comment, reply file, push-back, late explanation,
claim.
"""
