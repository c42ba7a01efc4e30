"""Mails, tasks and procedures of payroll."""

from domain.pipelines.library.steps import email, procedure, task

HOURS = email(
    "Hours and changes for the coming pay run",
    "We are preparing the next pay run of [ACCOUNT_NAME]. Please send us by tomorrow:",
    "• Hours, overtime, time off and tips of each employee\n• Bonuses, commissions and reimbursements\n"
    "• New hires (Form W-4, Form I-9 done, state form) and people who left, with their last day\n"
    "• Raises, new addresses, new bank accounts",
    "No changes? A short reply saves us both a reminder.",
)
HOURS_REMINDER = email(
    "We need your hours today",
    "We have not received hours and changes for the coming pay run yet.",
    "Direct deposits need two banking days. What comes later than today may be paid a day late.",
)
PLEASE_APPROVE = email(
    "Please approve the pay run: [JOB_NAME]",
    "The pay run is calculated and reviewed. The payroll register follows separately.",
    "Please look at names, hours and net pay, and approve it by reply. Have the total, with taxes, in the bank "
    "account when we submit it.",
)
APPROVE_REMINDER = email(
    "Waiting for your approval: [JOB_NAME]",
    "We can't submit the pay run without your approval. A short “approved” as a reply is enough.",
    "Something is wrong? Call us now, while it still can be changed.",
)
DONE = email(
    "The pay run is done: [JOB_NAME]",
    "The pay run is submitted, and the taxes that go with it are scheduled.",
    "Pay slips are where your employees find them. If somebody asks about theirs, send them to us.",
)
DEPOSITS = procedure(
    "Payroll tax deposits (EFTPS)",
    "Monthly depositor: by the 15th of the next month",
    "Semiweekly depositor: paid Wednesday to Friday, by next Wednesday; paid Saturday to Tuesday, by next Friday",
    "$100,000 or more on one day: the next business day, and semiweekly from then on",
    "State withholding and unemployment on each state's own schedule",
    "FUTA: by the end of the month after a quarter in which more than $500 is owed",
    "Child support and other garnishments sent with the pay run",
)
QUARTER_END = procedure(
    "Payroll returns: deadlines",
    "Form 941: April 30, July 31, October 31, January 31; ten days more if all deposits were made in time",
    "State withholding, unemployment and new-hire reports: most states by the same days",
    "Wages on Forms 941 agree with the payroll register, quarter and year to date",
    "Year end: Form 940 by January 31",
    "Year end: W-2s to employees and W-3 with W-2s to the SSA by January 31; e-file from ten forms on",
    "Year end: health insurance of S corporation owners, fringe benefits and third-party sick pay on the W-2",
    "Year end: new unemployment rates and wage bases entered before the first pay run",
)
GET_HOURS = task(
    "Get hours, new hires and changes",
    "Hours approved by a manager; W-4 and state form for new hires; last day and unused time off for leavers.",
    role="Payroll specialist",
    due=1,
)
CHECK_STATES = task(
    "Check the work states of each employee",
    "Who worked where? Withholding by state, reciprocity certificates, unemployment state, local taxes. A state that "
    "is new needs a registration before its first pay day.",
    role="Payroll specialist",
    due=1,
    priority="high",
)
CALCULATE = task(
    "Calculate the pay run",
    "Enter hours and changes; compare gross and net with the last run, explain each difference.",
    role="Payroll specialist",
    due=1,
)
REVIEW = task(
    "Review the payroll register",
    "New hires, leavers, raises, overtime, negative net pay, bank account changes confirmed by phone.",
    role="Reviewer",
    due=1,
)
GET_APPROVAL = task(
    "Get the client's approval",
    "In writing, by somebody who may approve. Complete this task when it is here.",
    role="Payroll specialist",
    due=1,
)
SUBMIT = task(
    "Submit the pay run",
    "Direct deposits, checks, garnishments, pay slips; journal entry to the books. Last pay run of a quarter? Tag the "
    "account “Quarter end”, in December “Year end” too.",
    role="Payroll specialist",
    due=1,
    priority="high",
)
PAY_TAXES = task(
    "Schedule the payroll tax deposits",
    "Federal by EFTPS, states on their own sites; note the confirmation numbers.",
    role="Payroll specialist",
    due=1,
    priority="high",
)
FILE_941 = task(
    "File Form 941",
    "Tie wages and deposits to the register, file, keep the acknowledgement.",
    role="Payroll specialist",
    due=10,
)
FILE_STATES = task(
    "File the state payroll returns",
    "Withholding and unemployment of each state; pay what is left.",
    role="Payroll specialist",
    due=10,
)
FILE_YEAR_END = task(
    "File W-2s, W-3 and Form 940",
    "By January 31. Addresses and SSNs verified, owners' health insurance in, totals tied to the four Forms 941.",
    role="Payroll specialist",
    due=15,
    priority="high",
)
