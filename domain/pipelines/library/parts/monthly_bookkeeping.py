"""Mails, tasks and procedures of monthly bookkeeping."""

from domain.pipelines.library.steps import email, procedure, task

STATEMENTS = email(
    "Closing your books: [JOB_NAME]",
    "We are starting on last month's books. Please send us by the end of the week:",
    "• Bank and credit card statements that we can't download ourselves\n• Receipts over $75\n"
    "• Loan statements, and contracts you signed last month",
    "Nothing new this month? A short reply saves us both a reminder.",
)
STATEMENTS_REMINDER = email(
    "A friendly reminder: statements for last month's books",
    "We are still waiting for some statements or receipts of last month.",
    "Without them your numbers will be late. If you can give us access to download them ourselves, tell us: it "
    "is less work for you each month.",
)
QUESTIONS = email(
    "A few questions about last month",
    "Some of last month's transactions need a word from you. The list follows separately; a line for each is "
    "enough.",
    "The sooner we have your answers, the sooner you have your numbers.",
)
QUESTIONS_REMINDER = email(
    "A friendly reminder: questions about last month",
    "We still need your answers to the questions about last month's transactions.",
    "If writing is a nuisance, call us: ten minutes on the phone will do.",
)
CLOSED = email(
    "Your books are closed: [JOB_NAME]",
    "Your books for last month are closed, and the reports are on their way to you.",
    "Any question about a number? Just reply, or give us a call.",
)
HOW_TO_CLOSE = procedure(
    "Closing a month",
    "Every bank, card, loan and payment processor account reconciled to its statement",
    "Undeposited funds and clearing accounts at zero, or explained",
    "Receivables and payables agree with their ageing; old items looked at",
    "Payroll posted gross; liabilities agree with the payroll reports",
    "Sales tax payable agrees with the return that was filed",
    "Loan principal and interest split; fixed assets and prepaid expenses posted",
    "Owner's draws, contributions and personal expenses in equity",
    "Nothing left in “Ask my accountant” or uncategorized",
    "Books locked as of the last day of the month",
)
GET_STATEMENTS = task(
    "Get all bank and card statements",
    "Download what we have access to; tick off the client's list of accounts.",
    role="Bookkeeper",
    due=4,
)
GET_PAYROLL_REPORTS = task(
    "Get the payroll reports",
    "Payroll register and tax liabilities of the month.",
    role="Bookkeeper",
    due=4,
)
CATEGORIZE = task(
    "Categorize the transactions",
    "Use last month's coding. What is unclear goes on the list of questions; then tag the account “Open questions”.",
    role="Bookkeeper",
    due=3,
)
POST_PAYROLL = task(
    "Post the payroll entries",
    "Gross wages, employer taxes, withholdings by liability account.",
    role="Bookkeeper",
    due=3,
)
GET_ANSWERS = task(
    "Get answers to the open questions",
    "Send the list, then call after three days without an answer.",
    role="Account manager",
    due=5,
)
RECONCILE = task(
    "Reconcile bank, card and loan accounts",
    "Every account to its statement; nothing older than 60 days uncleared without a note.",
    role="Bookkeeper",
    due=2,
)
CHECK_SALES_TAX = task(
    "Check the sales tax that is owed",
    "Taxable sales against the income accounts; what is payable agrees with the return.",
    role="Bookkeeper",
    due=2,
    priority="high",
)
REVIEW = task(
    "Review the month",
    "Compare with budget and last month; look at margins, receivables over 60 days, and owner's draws.",
    role="Reviewer",
    due=2,
)
CALL_THE_OWNER = task(
    "Call the owner about the month",
    "VIP: what stands out, cash for the next two months, taxes to put aside.",
    role="Partner",
    due=3,
)
SEND_REPORTS = task(
    "Send the financial statements",
    "Profit and loss, balance sheet, cash flow, with three sentences on what stands out.",
    role="Bookkeeper",
    due=1,
)
