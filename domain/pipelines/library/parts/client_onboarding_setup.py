"""Tasks that set up a new client's services."""

from domain.pipelines.library.steps import task

SET_UP_BOOKS = task(
    "Set up the books",
    "Chart of accounts, opening balances as on the last return, bank feeds, rules, who approves bills.",
    role="Bookkeeper",
    due=8,
)
CLEAN_UP = task(
    "Clean up the open months",
    "Reconcile each account from the last filed return on; list what only the client can answer.",
    role="Bookkeeper",
    due=15,
)
SALES_TAX = task(
    "Set up sales tax",
    "Where do they have nexus? Registrations, filing frequency, prepayments, exemption certificates.",
    role="Bookkeeper",
    due=8,
)
SET_UP_PAYROLL = task(
    "Set up payroll",
    "Federal and state accounts, deposit schedule, unemployment rates, pay schedule, direct deposit, W-4s, I-9s with "
    "the client, wages of the year to date.",
    role="Payroll specialist",
    due=8,
)
TEST_PAYROLL = task(
    "Run one pay run beside the former one",
    "Net pay and taxes agree to the cent before the first real run.",
    role="Payroll specialist",
    due=10,
)
PLAN = task(
    "Plan the year and set the schedules",
    "A recurring job for each service (returns, books, payroll, sales tax, 1099s), estimates, extensions. Check the "
    "fee against what was found.",
    role="Account manager",
    due=3,
)
ACCEPT = task(
    "Accept the client as a partner",
    "VIP: risk, fee and people agreed; welcome them in person.",
    role="Partner",
    due=3,
    priority="high",
)
KICK_OFF = task(
    "Hold the kick-off call",
    "Deadlines, who does what, how to reach us, what to do with letters from agencies. Note what was agreed.",
    role="Account manager",
    due=7,
)
