from __future__ import annotations


def test_smoke(make, db, clock) -> None:
    issued = make.consultation(submit_by=clock.today.replace(month=12))
    assert issued.number
    assert [each.due_at for each in issued.consultees]
