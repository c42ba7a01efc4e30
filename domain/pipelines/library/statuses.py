"""Custom statuses that more than one library pipeline has."""

from domain.pipelines.library.entry import LibraryStatus
from domain.pipelines.library.steps import after, before_due, email, notify, set_job, status, task


def missing_information(role: str) -> LibraryStatus:
    """The client has to bring something; the job is active again when it is here."""
    return status(
        "Missing information",
        "violet",
        email(
            "Something is missing: [JOB_NAME]",
            "We are working on [JOB_NAME] and can't go on without something from you. You will hear from us "
            "separately what exactly it is.",
            "Please send it as soon as you can. Nothing is lost meanwhile: we go on as soon as it is here.",
        ),
        task(
            "Get what is missing from the client",
            "Say exactly what is needed and until when. Complete this task when it is here: the job is active again.",
            role=role,
            due=5,
        ),
        after(
            3,
            email(
                "Still missing: [JOB_NAME]",
                "To go on with [JOB_NAME] we still need an answer from you. Please look at our last e-mail.",
                "If anything is unclear, call us: a short talk is often quickest.",
            ),
        ),
        after(
            6, notify("[ACCOUNT_NAME] has not sent what is missing for [JOB_NAME]. Call them today.", role)
        ),
        automove=True,
    )


def on_hold(role: str) -> LibraryStatus:
    """Somebody decided to wait; it is asked after two weeks and after six whether that still is right."""
    still = "[JOB_NAME] of [ACCOUNT_NAME] has been on hold for {}. Go on, give it a date, or archive it."
    return status(
        "On hold",
        "slate",
        after(10, notify(still.format("two weeks"), role)),
        after(30, notify(still.format("six weeks"), role)),
    )


def extended(role: str) -> LibraryStatus:
    """An extension is filed and there is time; six weeks before the new due date the work goes on by itself."""
    return status(
        "Extended",
        "orange",
        set_job(priority="low"),
        before_due(
            45, notify("[JOB_NAME] of [ACCOUNT_NAME] is extended to [JOB_DUE_DATE]: go on now.", role)
        ),
        before_due(45, set_job(priority="high", status="active")),
    )


def rejected(role: str, days: str) -> LibraryStatus:
    """The IRS or a state sent the return back; it counts as filed in time when it is mended within so many days."""
    return status(
        "E-file rejected",
        "pink",
        set_job(priority="urgent"),
        task(
            "Correct the rejected return and send it again",
            f"Look up the reject code, correct, send again within {days} days of the rejection: then it still counts "
            "as filed in time. What can't be mended (a dependent claimed twice) goes on paper. New figures need "
            "a new signature. Complete this task when it is accepted.",
            role=role,
            due=2,
            priority="urgent",
        ),
        after(2, notify("The return of [ACCOUNT_NAME] ([JOB_NAME]) still is rejected.", role)),
        automove=True,
    )
