"""The 1040: a person's income tax return, from engagement letter to acknowledgement."""

from domain.pipelines.library.entry import LibraryEntry
from domain.pipelines.library.steps import (
    after,
    all_of,
    email,
    hand_to,
    jump,
    none_of,
    past_limit,
    set_job,
    stage,
    status,
    tag_account,
    task,
)
from domain.pipelines.requirements import Mode, Requirement, WipLimit

_LETTER_ON_FILE = "Multi-year engagement"

ENGAGEMENT_LETTER = stage(
    "Engagement letter",
    "slate",
    jump("Collect documents", when=(all_of(_LETTER_ON_FILE),)),
    email(
        "Your engagement letter for this tax season",
        "Tax season is here, and we would be glad to prepare your individual return again.",
        "Your engagement letter follows separately. It says what we will do, what we need from you, and what it "
        "costs. Please read it, sign it and send it back within a week, so that we can hold your place.",
        "If anything in your life changed this year (you married, moved, sold a home, started a business), just "
        "reply to this e-mail. It helps us ask the right questions.",
        when=(none_of(_LETTER_ON_FILE),),
    ),
    task(
        "Get the engagement letter signed",
        "Send the letter, check the fee against last year's hours, and file the signed copy.",
        role="Account manager",
        due=5,
        when=(none_of(_LETTER_ON_FILE),),
    ),
    limit=(7, "days"),
)

COLLECT_DOCUMENTS = stage(
    "Collect documents",
    "blue",
    email(
        "What we need for your tax return",
        "To prepare your return we need these documents, as far as they apply to you:",
        "• W-2 from each employer\n• 1099s: interest, dividends, brokerage, retirement, freelance work\n"
        "• 1098s: mortgage interest, student loan interest, tuition\n• K-1s from partnerships and S corporations\n"
        "• 1095-A if you bought health insurance on the marketplace\n• Receipts for charity and estimated payments",
        "Please send what you have now rather than waiting for the last form. We will tell you what is missing.",
    ),
    task(
        "Ask for last year's return",
        "New client: get the full copy of last year's federal and state returns, and the depreciation schedules.",
        role="Account manager",
        due=5,
        when=(all_of("New client"),),
    ),
    task(
        "Collect income and expense summary for Schedule C",
        "Profit and loss, mileage log, home office, new equipment, contractors paid $600 or more.",
        role="Account manager",
        due=10,
        when=(all_of("Schedule C"),),
    ),
    task(
        "Check that all documents have arrived",
        "Compare with last year's return: every payer of last year should be there, or known to be gone.",
        role="Account manager",
        due=15,
    ),
    after(
        8,
        email(
            "A friendly reminder: documents for your tax return",
            "We are still waiting for some of your documents. The sooner they are here, the sooner your return is done.",
            "If a form has not arrived or you are not sure what we need, just reply to this e-mail.",
        ),
    ),
    past_limit(set_job(priority="high")),
    limit=(21, "days"),
)

EXTENSION = stage(
    "Extension",
    "orange",
    set_job(priority="high"),
    email(
        "We are extending your filing deadline",
        "We are filing Form 4868 for you, which moves the deadline of your return to October 15.",
        "An extension gives more time to file, not more time to pay. If we expect that you owe tax, we will call "
        "you with the amount to pay by April 15.",
    ),
    task(
        "File Form 4868",
        "Estimate the balance due, call the client if there is one, file, and keep the acknowledgement.",
        role="Preparer",
        due=3,
        priority="high",
    ),
    only=(all_of("Extension"),),
)

PREPARE_RETURN = stage(
    "Prepare return",
    "teal",
    hand_to("Preparer"),
    task(
        "Prepare the return",
        "Enter the documents, carry forward from last year, clear the diagnostics, note open points for the "
        "reviewer.",
        role="Preparer",
        due=5,
    ),
    limit=(7, "business_days"),
)

REVIEW = stage(
    "Review",
    "violet",
    hand_to("Reviewer"),
    task(
        "Review the return",
        "Compare with last year line by line; explain each difference over 10 %. Check names, SSNs, bank account.",
        role="Reviewer",
        due=2,
    ),
    task(
        "Second review by a partner",
        "VIP: a partner looks at planning points and calls the client before the invoice goes out.",
        role="Partner",
        due=3,
        priority="high",
        when=(all_of("VIP"),),
    ),
    limit=(3, "business_days"),
    room=WipLimit(20, Mode.WARN),
)

INVOICE = stage(
    "Invoice",
    "pink",
    hand_to("Account manager"),
    email(
        "Your tax return is ready",
        "Good news: your return is prepared and reviewed. Our invoice follows separately.",
        "As soon as it is paid we send you the return with the form that allows us to file it.",
    ),
    task(
        "Send the invoice and record the payment",
        "Bill by the engagement letter; extra forms by the price list. Complete this task when it is paid in full.",
        role="Account manager",
        due=5,
    ),
    limit=(10, "days"),
)

SIGN_8879 = stage(
    "Sign 8879",
    "olive",
    email(
        "Please sign: permission to file your return",
        "Thank you for your payment. Your return follows separately, with Form 8879, which allows us to file it.",
        "Please look through the return, sign the form (both spouses on a joint return) and send it back. We can't "
        "file without it.",
    ),
    task(
        "Get Form 8879 signed",
        "Both spouses on a joint return. Keep the signed form for three years.",
        role="Account manager",
        due=5,
    ),
    limit=(7, "days"),
)

E_FILE = stage(
    "E-file",
    "green",
    hand_to("Preparer"),
    email(
        "We have your signature and are filing your return",
        "We received your signed form and are filing your return with the IRS and your state.",
        "It is usually accepted within two days. Refunds take about three weeks. Thank you for working with us!",
    ),
    task(
        "E-file and keep the acknowledgement",
        "Transmit federal and state, wait for “accepted”, save both acknowledgements, then complete the job.",
        role="Preparer",
        due=2,
    ),
    tag_account(add=("1040",), remove=("Extension", "New client")),
    automove=False,
    asks=(Requirement("tasks_done", mode=Mode.WARN),),
)

MISSING_INFORMATION = status(
    "Missing information",
    "violet",
    task(
        "Get what is missing from the client",
        "Say exactly what is needed and until when. Complete this task when it is here: the job is active again.",
        role="Account manager",
        due=5,
    ),
    after(
        5,
        email(
            "We can't go on with your tax return yet",
            "To go on with your return we still need an answer from you. Please look at our last e-mail.",
            "If anything is unclear, call us: a short talk is often quickest.",
        ),
    ),
    automove=True,
)

EXTENDED = status("Extended", "orange", set_job(priority="low"))

ON_HOLD = status("On hold", "slate")

INDIVIDUAL_RETURN = LibraryEntry(
    key="1040",
    name="1040 individual return",
    summary="A person's income tax return, from the engagement letter to the IRS's acknowledgement, with extension.",
    stages=(
        ENGAGEMENT_LETTER,
        COLLECT_DOCUMENTS,
        EXTENSION,
        PREPARE_RETURN,
        REVIEW,
        INVOICE,
        SIGN_8879,
        E_FILE,
    ),
    statuses=(MISSING_INFORMATION, EXTENDED, ON_HOLD),
)
