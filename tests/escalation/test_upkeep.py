"""The administrator's page of jobs, after each of them has run."""

from __future__ import annotations

from coordination.escalation import words
from coordination.schedule import JOBS
from coordination.worker import run_job
from tests.browser import Browser
from tests.cast import Cast


def test_every_job_that_has_run_is_on_the_page_in_words(browser: Browser, cast: Cast) -> None:
    for job in JOBS:
        run_job(job, worker="máy chủ", every=job.every)
    page = browser.as_(cast.admin).get("escalation.upkeep")
    page.says(*(str(words.JOBS[job.name]) for job in JOBS))
