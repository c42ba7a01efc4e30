"""Mails, tasks and procedures of client onboarding."""

from domain.pipelines.library.steps import email, procedure, task

WELCOME = email(
    "Welcome! The first step: your engagement letter",
    "We are glad that you chose us. Your engagement letter follows separately: what we will do, what we need from "
    "you, what it costs.",
    "Please read it, sign it and send it back within a week. After that you hear from us what we need to set you up.",
)
LETTER_REMINDER = email(
    "A friendly reminder: your engagement letter",
    "We have not received your signed engagement letter yet. We begin as soon as it is here.",
    "Is there a question about it, or about the fee? Just reply, or give us a call.",
)
ABOUT_YOU = email(
    "What we need to set you up",
    "So that we can begin, please send us:",
    "• A photo ID of each taxpayer (both spouses, if you file together)\n"
    "• Your last three tax returns, federal and state, complete\n"
    "• Notices of the IRS or a state that are not settled\n"
    "• Names, SSNs and dates of birth of dependents\n• Who else works for you: attorney, financial advisor",
    "Please don't send Social Security numbers by plain e-mail: tell us, and we give you a safe way.",
)
ABOUT_YOUR_BUSINESS = email(
    "What we need to set [ACCOUNT_NAME] up",
    "So that we can begin, please send us:",
    "• Formation papers, operating agreement or bylaws, and the IRS letter with the EIN (CP 575 or 147C)\n"
    "• Form 2553 or 8832 with its acceptance, if you elected\n• The last three tax returns, federal and state\n"
    "• Access to your books, or the last year-end trial balance\n"
    "• State accounts: sales tax, withholding, unemployment\n• Notices of any agency that are not settled",
    "Please send what you have now. We will tell you what is missing.",
)
INFORMATION_REMINDER = email(
    "A friendly reminder: papers to set you up",
    "We are still waiting for some papers. The sooner they are here, the sooner we can look after your deadlines.",
    "If something is hard to find, tell us: much of it we can get ourselves once you authorize us.",
)
AUTHORIZE = email(
    "Please sign: permission to speak with the IRS for you",
    "Form 8821 lets us see your IRS account; Form 2848 lets us speak for you. They follow separately.",
    "Please sign them by hand or electronically, as the form says, and send them back.",
)
AUTHORIZE_REMINDER = email(
    "A friendly reminder: permission to speak with the IRS",
    "We still need the signed authorization. Without it we can't see notices and payments of yours.",
    "It takes two minutes. If you would rather not sign it, tell us, and we talk about it.",
)
INVITE = email(
    "Let's get to know each other: your kick-off call",
    "Everything is set up. In half an hour we go through what happens when this year, who of us does what, and "
    "how you reach us.",
    "Please reply with two or three times that suit you.",
)
READY = email(
    "You are all set",
    "From now on we look after your deadlines, and you hear from us before each of them.",
    "Got a letter from a tax agency? Don't answer it: send it to us first. Thank you for your trust.",
)
WHO_IS_IT = procedure(
    "Taking on a client",
    "Identity verified; who owns and controls the business is known",
    "No conflict of interest with another client",
    "Former accountant asked for workpapers, with the client's consent",
    "Consent to use and disclose tax return information (section 7216) where we need it",
    "Unfiled years and open notices listed, with a plan",
    "Prior returns read: elections, carryovers, basis, depreciation, states",
    "Entity facts entered: EIN, election date, year end, states, officers",
    "Contacts entered: who is notified, who may sign",
    "Safe way to exchange documents set up; nobody sends SSNs by e-mail",
)
GET_SIGNED = task(
    "Get the engagement letter signed",
    "Send the letter, file the signed copy, take the deposit if one was agreed.",
    role="Account manager",
    due=5,
)
ENTER = task(
    "Verify identity and enter the client's data",
    "Photo ID or formation papers, contacts with their roles, tags for the services, account roles: who does what.",
    role="Account manager",
    due=5,
)
GET_RETURNS = task(
    "Get the last three returns and read them",
    "Elections, carryovers, basis, depreciation, states, open notices. Note what is to be done about the past.",
    role="Preparer",
    due=8,
)
ASK_FORMER = task(
    "Ask the former accountant for workpapers",
    "With the client's written consent: depreciation schedules, basis, trial balance, adjusting entries.",
    role="Preparer",
    due=8,
)
GET_AUTHORIZED = task(
    "Get the authorizations and file them",
    "Form 8821 or 2848 and the states' own; then get the transcripts, and look for what the client does not know of.",
    role="Preparer",
    due=7,
)
ENROLL = task(
    "Enroll in EFTPS and the state accounts",
    "Payments and filings in the client's name: EFTPS, withholding, unemployment, franchise tax.",
    role="Preparer",
    due=7,
)
