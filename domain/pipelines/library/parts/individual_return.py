"""Mails, tasks and procedures of the 1040."""

from domain.pipelines.library.steps import email, notify, procedure, task

LETTER = email(
    "Your engagement letter for this tax season",
    "Tax season is here, and we would be glad to prepare your individual return again.",
    "Your engagement letter follows separately. It says what we will do, what we need from you, and what it "
    "costs. Please read it, sign it and send it back within a week, so that we can hold your place.",
    "If anything in your life changed this year (you married, moved, sold a home, started a business), just "
    "reply to this e-mail. It helps us ask the right questions.",
)
LETTER_REMINDER = email(
    "A friendly reminder: your engagement letter",
    "We have not received your signed engagement letter yet. We can't begin with your return before it is here.",
    "Is something in it unclear, or did anything change? Just reply, or give us a call.",
)
DOCUMENTS = email(
    "What we need for your tax return",
    "To prepare your return we need these documents, as far as they apply to you:",
    "• W-2 from each employer\n• 1099s: interest, dividends, brokerage, retirement, freelance work\n"
    "• 1098s: mortgage interest, student loan interest, tuition\n• K-1s from partnerships and S corporations\n"
    "• 1095-A if you bought health insurance on the marketplace\n• Receipts for charity and estimated payments",
    "Please send what you have now rather than waiting for the last form. We will tell you what is missing.",
)
DOCUMENTS_REMINDER = email(
    "A friendly reminder: documents for your tax return",
    "We are still waiting for some of your documents. The sooner they are here, the sooner your return is done.",
    "If a form has not arrived or you are not sure what we need, just reply to this e-mail.",
)
EXTENDING = email(
    "We are extending your filing deadline",
    "We are filing Form 4868 for you, which moves the deadline of your return to October 15.",
    "An extension gives more time to file, not more time to pay. If we expect that you owe tax, we will call "
    "you with the amount to pay by April 15.",
)
READY = email(
    "Your tax return is ready",
    "Good news: your return is prepared and reviewed. Our invoice follows separately.",
    "As soon as it is paid we send you the return with the form that allows us to file it.",
)
INVOICE_REMINDER = email(
    "A friendly reminder: our invoice for your tax return",
    "Your return is ready to be signed. What is left is our invoice, which we sent you last week.",
    "If you have a question about it, or paid it already, just reply to this e-mail.",
)
PLEASE_SIGN = email(
    "Please sign: permission to file your return",
    "Thank you for your payment. Your return follows separately, with Form 8879, which allows us to file it.",
    "Please look through the return, sign the form (both spouses on a joint return) and send it back. We can't "
    "file without it.",
)
SIGN_REMINDER = email(
    "We can't file yet: your signature is missing",
    "Your return is ready, but we still need Form 8879 with your signature. On a joint return both spouses sign.",
    "It takes two minutes. If you want to talk about the return first, call us.",
)
FILING = email(
    "We have your signature and are filing your return",
    "We received your signed form and are filing your return with the IRS and your state.",
    "It is usually accepted within two days. Refunds take about three weeks. Thank you for working with us!",
)
HOW_TO_PREPARE = procedure(
    "Preparing a 1040",
    "Names, SSNs and dates of birth as on the Social Security cards; IP PINs of this year entered",
    "Filing status and dependents: asked again, not carried forward blindly",
    "Every W-2, 1099, 1098 and K-1 of last year is here, or known to be gone",
    "Digital assets question answered by the client, in writing",
    "Carryovers: capital loss, charity, passive losses, NOL, QBI, Form 8606 basis",
    "Estimated payments agree with the IRS account or the client's bank",
    "Due diligence (Form 8867) for EITC, child tax credit, AOTC and head of household is documented",
    "Diagnostics cleared; open points noted for the reviewer",
)
HOW_TO_REVIEW = procedure(
    "Reviewing a 1040",
    "Two-year comparison: each difference over 10 % explained",
    "Source documents tied to the return; withholding checked form by form",
    "State returns: residency, credits for taxes paid to other states",
    "Bank account for refund or payment checked against a document",
    "Next year's estimates and withholding: what do we advise?",
    "Fee agrees with the engagement letter",
)
BEFORE_E_FILE = procedure(
    "Before you e-file",
    "Form 8879 signed and dated by each taxpayer, before sending, for exactly this return",
    "Amounts on Form 8879 agree with the final return",
    "Identity of remote signers verified",
    "Federal and state acknowledgements saved; rejected: give the job the status “E-file rejected”",
    "Form 8879 is kept for three years",
    "Payment vouchers, estimates and the client's copy delivered",
)

GET_LETTER_SIGNED = task(
    "Get the engagement letter signed",
    "Send the letter, check the fee against last year's hours, and file the signed copy.",
    role="Account manager",
    due=5,
)
ASK_FOR_LAST_RETURN = task(
    "Ask for last year's return",
    "New client: the full copy of last year's federal and state returns, and the depreciation schedules.",
    role="Account manager",
    due=5,
)
COLLECT_SCHEDULE_C = task(
    "Collect income and expense summary for Schedule C",
    "Profit and loss, mileage log, home office, new equipment, contractors who need a 1099.",
    role="Account manager",
    due=10,
)
CHECK_DOCUMENTS = task(
    "Check that all documents have arrived",
    "Compare with last year's return: every payer of last year should be there, or known to be gone.",
    role="Account manager",
    due=15,
)
FILE_4868 = task(
    "File Form 4868",
    "Estimate the balance due, call the client if there is one, file, and keep the acknowledgement. Then set the "
    "job's due date to October 15. Does it rest until then? Give it the status “Extended”.",
    role="Preparer",
    due=3,
    priority="high",
)
PREPARE = task(
    "Prepare the return",
    "Enter the documents, carry forward from last year, clear the diagnostics, note open points for the reviewer.",
    role="Preparer",
    due=5,
)
REVIEW = task(
    "Review the return",
    "Compare with last year line by line; explain each difference over 10 %. Check names, SSNs, bank account.",
    role="Reviewer",
    due=2,
)
SECOND_REVIEW = task(
    "Second review by a partner",
    "VIP: a partner looks at planning points and calls the client before the invoice goes out.",
    role="Partner",
    due=3,
    priority="high",
)
INVOICE = task(
    "Send the invoice and record the payment",
    "Bill by the engagement letter; extra forms by the price list. Complete this task when it is paid in full.",
    role="Account manager",
    due=5,
)
GET_8879_SIGNED = task(
    "Get Form 8879 signed",
    "Both spouses on a joint return. Keep the signed form for three years.",
    role="Account manager",
    due=5,
)
E_FILE = task(
    "E-file and keep the acknowledgement",
    "Transmit federal and state, wait for “accepted”, save both acknowledgements, then complete the job.",
    role="Preparer",
    due=2,
)
EXTEND_OR_HURRY = notify(
    "[JOB_NAME] of [ACCOUNT_NAME] is due on [JOB_DUE_DATE] and documents are missing. Extend? Then tag the account "
    "“Extension”.",
    "Account manager",
)
