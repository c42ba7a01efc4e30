"""Mails, tasks and procedures of sales tax filing."""

from domain.pipelines.library.steps import email, notify, procedure, task

SALES = email(
    "Your sales for the coming sales tax return",
    "We are preparing [JOB_NAME] for [ACCOUNT_NAME]. Please send us within three days, unless we can look it up:",
    "• Sales by state, from your register or shop system\n• Exempt sales, with new exemption certificates\n"
    "• What you bought without sales tax and used yourself",
    "No sales at all? Tell us: a return is due nevertheless.",
)
SALES_REMINDER = email(
    "A friendly reminder: sales for your sales tax return",
    "We still need your sales. Most states want the return by the 20th, and some give a discount for being in time.",
    "If you give us access to your shop system, you never have to think of it again.",
)
PLEASE_APPROVE = email(
    "Please approve your sales tax return: [JOB_NAME]",
    "Your sales tax return is prepared and reviewed. The amounts, by state, follow separately.",
    "Please approve it by reply, and have the amount in the bank account: we pay when we file.",
)
APPROVE_REMINDER = email(
    "Waiting for your approval: [JOB_NAME]",
    "We can't file and pay your sales tax without your approval. A short “approved” as a reply is enough.",
    "Is the money a problem this month? Call us before the due date: filing in time matters even then.",
)
FILED = email(
    "Your sales tax return is filed: [JOB_NAME]",
    "Your sales tax return is filed, and the payment is scheduled.",
    "The confirmation is in our files. Opened a shop, hired somebody or stored goods in another state? Tell us soon.",
)
DUE_SOON = notify(
    "[JOB_NAME] of [ACCOUNT_NAME] is due on [JOB_DUE_DATE] and not approved. Call them today.",
    "Account manager",
)
NEXUS = procedure(
    "Does the client have nexus?",
    "Physical: office, employee, stock in a warehouse (marketplaces' too), trade shows",
    "Economic: sales into each state over its threshold (often $100,000, some still count 200 sales)",
    "Which sales count: gross or taxable, with or without those through marketplaces?",
    "Marketplace sales: the marketplace collects; are they to be reported all the same?",
    "Register before collecting; collect from the day that the state says",
    "Past exposure: voluntary disclosure before the state writes",
)
BEFORE_FILING = procedure(
    "Before you file",
    "Right period, right filing frequency; a return is due also without sales",
    "Tax collected agrees with sales tax payable in the books; more collected than owed is paid over",
    "Local rates and districts; use tax on own purchases",
    "Prepayments and discount for filing in time taken",
    "Confirmation numbers of return and payment saved",
)
GET_SALES = task(
    "Get the sales of the period",
    "From the books, the register, the shop; by state, taxable and exempt.",
    role="Bookkeeper",
    due=3,
)
GET_MARKETPLACES = task(
    "Get the marketplaces' reports",
    "Amazon, Etsy, Walmart and the like: sales by state, and the tax that they collected.",
    role="Bookkeeper",
    due=3,
)
RECONCILE = task(
    "Reconcile sales and tax to the books",
    "Sales reports against income, tax collected against sales tax payable. Each exempt sale has a valid certificate.",
    role="Bookkeeper",
    due=2,
)
CHECK_NEXUS = task(
    "Check sales by state against the thresholds",
    "Twelve months back. A state that is new: talk with the client, register, switch the tax on in the shop.",
    role="Preparer",
    due=2,
    priority="high",
)
PREPARE = task(
    "Prepare the home state's return",
    "Gross, exempt and taxable sales, local rates, use tax, discount for filing in time.",
    role="Bookkeeper",
    due=2,
)
PREPARE_STATES = task(
    "Prepare the returns of the other states",
    "Each on its own frequency and form; zero returns too.",
    role="Bookkeeper",
    due=3,
)
PREPAY = task(
    "Work out the prepayment",
    "By the state's own formula; take the former one off.",
    role="Bookkeeper",
    due=2,
)
REVIEW = task(
    "Review the sales tax return",
    "Compare with last period and last year; effective rate makes sense; exempt sales documented.",
    role="Reviewer",
    due=1,
)
GET_APPROVAL = task(
    "Get the client's approval",
    "In writing, and the money is in the account.",
    role="Account manager",
    due=2,
)
FILE = task(
    "File the return and schedule the payment",
    "On the state's site; save both confirmations; post the payment to sales tax payable.",
    role="Bookkeeper",
    due=1,
    priority="high",
)
