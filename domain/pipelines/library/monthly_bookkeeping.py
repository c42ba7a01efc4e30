"""Monthly bookkeeping: from bank statements to the reports on the client's desk."""

from domain.pipelines.library.entry import LibraryEntry
from domain.pipelines.library.steps import all_of, email, hand_to, set_job, stage, tag_account, task

COLLECT_STATEMENTS = stage(
    "Collect statements",
    "blue",
    hand_to("Bookkeeper"),
    email(
        "Closing last month's books",
        "We are starting on last month's books. Please send us by the end of the week:",
        "• Bank and credit card statements that we can't download ourselves\n• Receipts over $75\n"
        "• Loan statements, and contracts you signed last month",
        "Nothing new this month? A short reply saves us both a reminder.",
    ),
    task(
        "Get all bank and card statements",
        "Download what we have access to; tick off the client's list of accounts.",
        role="Bookkeeper",
        due=4,
    ),
    task(
        "Get the payroll reports",
        "Payroll register and tax liabilities of the month.",
        role="Bookkeeper",
        due=4,
        when=(all_of("Payroll"),),
    ),
    limit=(7, "days"),
)

CATEGORIZE = stage(
    "Categorize",
    "teal",
    task(
        "Categorize the transactions",
        "Use last month's coding. What is unclear goes on the list of questions; then tag the account “Open "
        "questions”.",
        role="Bookkeeper",
        due=3,
    ),
    task(
        "Post the payroll entries",
        "Gross wages, employer taxes, withholdings by liability account.",
        role="Bookkeeper",
        due=3,
        when=(all_of("Payroll"),),
    ),
    limit=(5, "business_days"),
)

CLIENT_QUESTIONS = stage(
    "Client questions",
    "orange",
    email(
        "A few questions about last month",
        "Some of last month's transactions need a word from you. The list follows separately; a line for each is "
        "enough.",
        "The sooner we have your answers, the sooner you have your numbers.",
    ),
    task(
        "Get answers to the open questions",
        "Call after three days without an answer.",
        role="Account manager",
        due=5,
    ),
    limit=(7, "days"),
    only=(all_of("Open questions"),),
)

RECONCILE = stage(
    "Reconcile",
    "violet",
    tag_account(remove=("Open questions",)),
    task(
        "Reconcile bank, card and loan accounts",
        "Every account to its statement; nothing older than 60 days uncleared without a note.",
        role="Bookkeeper",
        due=2,
    ),
    task(
        "File the sales tax return",
        "Check taxable sales against the income accounts; file and note the payment.",
        role="Bookkeeper",
        due=5,
        priority="high",
        when=(all_of("Sales tax"),),
    ),
    limit=(3, "business_days"),
)

REVIEW = stage(
    "Review",
    "pink",
    hand_to("Reviewer"),
    task(
        "Review the month",
        "Compare with budget and last month; look at margins, receivables over 60 days, and owner's draws.",
        role="Reviewer",
        due=2,
    ),
    limit=(2, "business_days"),
)

SEND_REPORTS = stage(
    "Send reports",
    "olive",
    hand_to("Bookkeeper"),
    task(
        "Send the financial statements",
        "Profit and loss, balance sheet, cash flow, with three sentences on what stands out.",
        role="Bookkeeper",
        due=1,
    ),
    limit=(2, "business_days"),
)

CLOSED = stage(
    "Closed",
    "green",
    email(
        "Last month's books are closed",
        "Your books for last month are closed, and the reports are on their way to you.",
        "Any question about a number? Just reply, or give us a call.",
    ),
    set_job(status="completed"),
    automove=False,
)

MONTHLY_BOOKKEEPING = LibraryEntry(
    key="monthly-bookkeeping",
    name="Monthly bookkeeping",
    summary="One month's books, from statements through reconciliation and review to the client's reports.",
    stages=(COLLECT_STATEMENTS, CATEGORIZE, CLIENT_QUESTIONS, RECONCILE, REVIEW, SEND_REPORTS, CLOSED),
)
