"""Tasks of the 1120-S and the 1065, from the adjusted books on."""

from domain.pipelines.library.steps import task

ADJUST = task(
    "Adjust the books for the return",
    "Opening balances as filed, unreconciled accounts, personal expenses, loans split, assets posted. Bill by the hour "
    "if it goes past the engagement letter.",
    role="Bookkeeper",
    due=7,
)
FILE_7004 = task(
    "File Form 7004",
    "File, keep the acknowledgement, extend the states that don't follow. Then set the job's due date to September 15. "
    "Does it rest until then? Give it the status “Extended”.",
    role="Preparer",
    due=3,
    priority="high",
)
TIE_OUT = task(
    "Prepare the return and tie it to the trial balance",
    "Enter, clear the diagnostics, tie Schedules L and M to the books, note open points for the reviewer.",
    role="Preparer",
    due=7,
)
PREPARE_1120S = task(
    "Update stock basis and prepare the K-1s (1120-S)",
    "Form 7203 for each shareholder; accumulated adjustments account; built-in gains if it once was a C corporation.",
    role="Preparer",
    due=7,
)
PREPARE_1065 = task(
    "Update capital accounts and prepare the K-1s (1065)",
    "Tax-basis capital, shares of liabilities by kind, guaranteed payments, special allocations.",
    role="Preparer",
    due=7,
)
PREPARE_STATES = task(
    "Prepare the returns of the other states",
    "Apportionment by state, composite or entity-level tax, withholding for owners who live elsewhere.",
    role="Preparer",
    due=7,
)
REVIEW = task(
    "Review the return",
    "Balance sheet, M-1, K-1s and basis; compare with last year, explain each difference over 10 %.",
    role="Reviewer",
    due=3,
)
SECOND_REVIEW = task(
    "Second review by a partner",
    "VIP: planning points, distributions and estimates for next year; call the owner before the invoice goes out.",
    role="Partner",
    due=3,
    priority="high",
)
INVOICE = task(
    "Send the invoice and record the payment",
    "Bill by the engagement letter; extra states and owners by the price list. Complete this task when it is paid in "
    "full.",
    role="Account manager",
    due=5,
)
GET_SIGNED = task(
    "Get the e-file authorization signed",
    "Form 8879-CORP for an 1120-S, 8879-PTE for a 1065. Check that who signs may sign. Keep it for three years.",
    role="Account manager",
    due=5,
)
E_FILE = task(
    "E-file and keep the acknowledgements",
    "Transmit federal and states, wait for “accepted”, save the acknowledgements.",
    role="Preparer",
    due=2,
)
DELIVER_K1S = task(
    "Deliver the Schedules K-1, then complete the job",
    "To every owner, and to the preparers of those whose own returns we make.",
    role="Preparer",
    due=3,
)
