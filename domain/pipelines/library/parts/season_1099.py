"""Mails, tasks and procedures of the 1099 season."""

from domain.pipelines.library.steps import email, notify, procedure, task

VENDORS = email(
    "1099s: whom did you pay this year?",
    "By January 31 the people who worked for [ACCOUNT_NAME] and are not employees must have their Form 1099-NEC, and "
    "so must the IRS. To prepare them we need:",
    "• A list of contractors, landlords and attorneys paid this year, with the amounts, unless we keep your books\n"
    "• Forms W-9 that you collected\n• Payments made in cash or from a private account",
    "What went through a credit card, PayPal or the like is reported by them, not by you.",
)
VENDORS_REMINDER = email(
    "A friendly reminder: your list for the 1099s",
    "We are still waiting for your list of contractors. A short “nobody this year” also helps.",
    "Penalties are counted by form and grow the later it gets, so please don't leave it for January.",
)
W9S = email(
    "Please collect these Forms W-9",
    "For some of the people you paid we have no Form W-9: the list follows separately. Please ask them for it now, "
    "and before the next payment.",
    "Who does not give you a taxpayer number has to be paid with 24 % withheld. Telling them so usually helps.",
)
W9S_REMINDER = email(
    "Forms W-9 are still missing",
    "We still miss Forms W-9 of some contractors. Without name, address and taxpayer number we can't prepare a "
    "correct 1099.",
    "Please send what came in, and tell us who refuses.",
)
PLEASE_APPROVE = email(
    "Please approve your 1099s",
    "Your 1099s are prepared and reviewed. The list with names and amounts follows separately.",
    "Please look through it and approve it by reply within two days. After filing, each correction costs extra.",
)
APPROVE_REMINDER = email(
    "Waiting for your approval of the 1099s",
    "We can't file your 1099s without your approval, and January 31 does not move.",
    "A short “approved” as a reply is enough.",
)
DONE = email(
    "Your 1099s are filed",
    "Your 1099s are filed, and the recipients have their copies.",
    "If somebody tells you that theirs is wrong, send them to us. For next year: no first payment without a W-9.",
)
DUE_SOON = notify(
    "1099s of [ACCOUNT_NAME] ([JOB_NAME]) are due on [JOB_DUE_DATE] and not approved. Call them today.",
    "Account manager",
)
WHO_GETS_ONE = procedure(
    "Who gets a 1099?",
    "Paid in the course of business by check, cash or transfer; not by card or a payment network (they file 1099-K)",
    "1099-NEC: services by anybody who is not an employee or a corporation",
    "1099-MISC: rent, prizes, other income; royalties from $10; attorneys even when they are a corporation",
    "From $600 for payments made in 2025, from $2,000 for payments made in 2026; check this year's threshold",
    "LLCs: by their tax classification on the W-9",
    "Corporations get none, except for attorneys and medical payments",
    "Payments with backup withholding: always, whatever the amount",
)
DEADLINES = procedure(
    "Filing 1099s",
    "1099-NEC: to recipients and the IRS by January 31",
    "1099-MISC: to recipients by January 31 (February 15 with boxes 8 or 10); to the IRS by March 31 by e-file",
    "Ten or more information returns of all kinds together: e-file is required (IRIS)",
    "Names and numbers matched by the IRS's TIN matching before filing",
    "Recipients' copies: electronically only with their consent",
    "States: which follow from the combined program, which want their own filing?",
    "Backup withholding reported on Form 945",
    "Acknowledgements and copies kept for four years",
)
LIST_VENDORS = task(
    "Make the list of who was paid",
    "From the books: all vendors over the threshold, less what went by card. Ask the client for the rest.",
    role="Bookkeeper",
    due=8,
)
CHECK_W9S = task(
    "Compare the list with the W-9s on file",
    "Name, classification, address and number of each. Some are missing? Tag the account “Missing W-9”.",
    role="Bookkeeper",
    due=5,
)
CHASE_W9S = task(
    "Get the missing W-9s",
    "Help the client ask; note the dates of both requests. Who still refuses gets backup withholding.",
    role="Account manager",
    due=8,
)
TIE_OUT = task(
    "Tie the payments to the books",
    "Each vendor's total agrees with the ledger; reimbursements and card payments taken out.",
    role="Bookkeeper",
    due=4,
)
PREPARE = task(
    "Prepare Forms 1099-NEC and 1099-MISC",
    "Right form, right box; run TIN matching and settle what does not match.",
    role="Preparer",
    due=5,
)
REVIEW = task(
    "Review the 1099s",
    "Completeness against the list, boxes, states, payer's name and EIN as the IRS knows them.",
    role="Reviewer",
    due=2,
)
GET_APPROVAL = task(
    "Get the client's approval",
    "In writing. Changes go back to the preparer by moving the job.",
    role="Account manager",
    due=3,
)
FILE = task(
    "File with the IRS",
    "E-file through IRIS, wait for “accepted”, save the acknowledgement.",
    role="Preparer",
    due=2,
    priority="high",
)
SEND_COPIES = task(
    "Send the recipients their copies",
    "By mail, or electronically where they consented; keep the proof of mailing.",
    role="Preparer",
    due=2,
    priority="high",
)
FILE_STATES = task(
    "File with the states",
    "Those that don't take part in the combined program, or want withholding reported.",
    role="Preparer",
    due=5,
)
CORRECT = task(
    "File the corrected 1099s",
    "Wrong amount or box: one form. Wrong name or number: two. Tell the recipient. Penalties are lower within 30 days.",
    role="Preparer",
    due=5,
    priority="high",
)
