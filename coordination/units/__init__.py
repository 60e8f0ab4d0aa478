"""Units: who there is. First chapter.

The tree of units with their boxes, the register of functions (L2), people with their roles between dates, sign-in,
each unit's signing path (O1), its register of document numbers, reorganisations, absences with their deputies.
Verbs: found, change, assign function, appoint, invite, sign in, sign out everywhere, send for signing, pass on, return,
give a number, import, enter a succession, carry it out, be away, come back.
Tables: unit, unit_box, unit_function, unit_group, person, membership, signing_step, signatory, signing, signing_mark,
document_number, one_time_link, sign_in_try, succession, absence. Clauses: L2; O1, O27; exact rules 23–25, 33.
"""
