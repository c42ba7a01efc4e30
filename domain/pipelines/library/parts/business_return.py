"""Mails, tasks and procedures of the 1120-S and the 1065."""

from domain.pipelines.library.steps import email, notify, procedure, task

LETTER = email(
    "Your engagement letter for this year's business return",
    "We would be glad to prepare the return of [ACCOUNT_NAME] again. Your engagement letter follows separately.",
    "Please sign it and send it back within a week. Business returns are due on March 15, a month before "
    "individual ones, and penalties for filing late count per owner and month.",
    "Did an owner join or leave, or shares change hands? Please tell us now: it changes what we have to prepare.",
)
LETTER_REMINDER = email(
    "A friendly reminder: the engagement letter of [ACCOUNT_NAME]",
    "We have not received the signed engagement letter yet, and can't begin with the return before it is here.",
    "Is something in it unclear? Just reply, or give us a call.",
)
RECORDS = email(
    "What we need for the return of [ACCOUNT_NAME]",
    "To prepare the return we need these records, as far as we don't have them:",
    "• Year-end trial balance, profit and loss and balance sheet, or access to your books\n"
    "• December statements of every bank, card and loan account\n• Fixed assets bought or sold, with invoices\n"
    "• Payroll: W-3, all four Forms 941, owners' wages and health insurance\n"
    "• Owners: names, addresses, shares, what they put in and took out\n• Inventory count at year end",
    "Please send what you have now rather than waiting for the last paper.",
)
RECORDS_REMINDER = email(
    "A friendly reminder: records for the return of [ACCOUNT_NAME]",
    "We are still waiting for some of the year-end records. Owners need their Schedule K-1 for their own returns, "
    "so each week counts.",
    "Not sure what is missing? Just reply to this e-mail.",
)
EXTENDING = email(
    "We are extending the deadline of [ACCOUNT_NAME]",
    "We are filing Form 7004, which moves the deadline of the return from March 15 to September 15.",
    "Schedules K-1 will come later too: owners should expect to extend their own returns. Taxes that the "
    "business itself owes (state entity taxes, for example) stay due; we will call you with the amounts.",
)
READY = email(
    "The return of [ACCOUNT_NAME] is ready",
    "Good news: the return is prepared and reviewed. Our invoice follows separately.",
    "As soon as it is paid you receive the return, the Schedules K-1, and the form that allows us to file.",
)
PLEASE_SIGN = email(
    "Please sign: permission to file the return of [ACCOUNT_NAME]",
    "Thank you for your payment. The return follows separately, with the e-file authorization.",
    "An officer of the corporation, or a partner or member who may sign for the partnership, signs it and sends "
    "it back. We can't file without it.",
)
SIGN_REMINDER = email(
    "We can't file yet: a signature for [ACCOUNT_NAME] is missing",
    "The return is ready, but we still need the signed e-file authorization.",
    "It takes two minutes. If you want to talk about the return first, call us.",
)
FILING = email(
    "We are filing the return of [ACCOUNT_NAME]",
    "We received your signature and are filing the return with the IRS and the states.",
    "You receive the Schedules K-1 for all owners with the acknowledgement. Thank you for working with us!",
)
EXTEND_OR_HURRY = notify(
    "[JOB_NAME] of [ACCOUNT_NAME] is due on [JOB_DUE_DATE] and records are missing. Extend? Then tag the account "
    "“Extension”.",
    "Account manager",
)
HOW_TO_PREPARE = procedure(
    "Preparing an 1120-S or 1065",
    "Opening balances agree with last year's Schedule L; retained earnings or capital roll forward",
    "Book income tied to the trial balance; Schedule M-1 or M-3 explained line by line",
    "Depreciation: additions, disposals, section 179 and bonus; state differences",
    "Officers' or owners' pay: W-2 and health insurance for 1120-S, guaranteed payments for 1065",
    "Basis and at-risk of each owner (Form 7203 for S corporation shareholders); distributions not over basis",
    "1065: capital accounts on the tax basis; section 704(c), liabilities by kind, partnership representative",
    "Section 199A information, and Schedules K-2 and K-3 or the exception, for every K-1",
    "State returns: apportionment, entity-level tax elections, owners who live elsewhere",
    "1099s that the business had to file are filed",
)
HOW_TO_REVIEW = procedure(
    "Reviewing a business return",
    "Balance sheet balances and agrees with the books",
    "Ownership percentages add up to 100; changes within the year split properly",
    "K-1s add up to Schedule K",
    "Reasonable compensation looked at (1120-S); self-employment earnings (1065)",
    "Loans to and from owners documented, with interest",
    "Each state's return agrees with the apportionment",
    "Fee agrees with the engagement letter",
)
BEFORE_E_FILE = procedure(
    "Before you e-file",
    "Form 8879-CORP (1120-S) or 8879-PTE (1065) signed by somebody who may sign for the entity",
    "Amounts on the signed form agree with the final return",
    "Form 7004 accepted, if filed after March 15",
    "Federal and state acknowledgements saved; rejected: give the job the status “E-file rejected”",
    "K-1s delivered to every owner, by a way that they consented to",
    "Adjusting entries sent to whoever keeps the books",
)
GET_LETTER_SIGNED = task(
    "Get the engagement letter signed",
    "Send the letter, check the fee against last year's hours, and file the signed copy.",
    role="Account manager",
    due=5,
)
CHECK_RECORDS = task(
    "Check that all year-end records have arrived",
    "Compare with last year's workpapers: every account, loan, asset and owner.",
    role="Account manager",
    due=15,
)
CHECK_SHAREHOLDERS = task(
    "Get shareholder wages, loans and distributions",
    "Distributions in proportion to shares? Wages reasonable? Health insurance on the W-2?",
    role="Account manager",
    due=10,
)
CHECK_PARTNERS = task(
    "Get the partnership agreement and changes among partners",
    "Who joined or left and when, special allocations, guaranteed payments, who represents the partnership.",
    role="Account manager",
    due=10,
)
CLOSE_OUR_BOOKS = task(
    "Close the year in the books that we keep",
    "Year-end adjustments, accruals and depreciation posted; trial balance locked and exported.",
    role="Bookkeeper",
    due=10,
)
