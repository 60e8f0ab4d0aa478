"""Time: how long a unit has, when it is reminded, and whom each day of waiting is charged to.

Serves: F4 (a reasonable time), A9 (the limits the law sets), C2 and X3 (delay in working days), L7 (the ladder).
Rules: working days with swap days; due times with their reasons; time-limit rules with legal basis and
validity; the ladder of reminders; the delay ledger.
Verbs: declare a day off or worked, adopt a rule, retire a rule, set a ladder.
Tables: calendar_day, time_limit_rule, ladder.
"""
