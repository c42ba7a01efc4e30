"""Mails, tasks and procedures of a sales lead."""

from domain.pipelines.library.steps import email, procedure, task

THANKS = email(
    "Thank you for asking us",
    "Thank you for getting in touch with [FIRM_NAME]. Somebody of us calls you by tomorrow.",
    "If it is urgent (a deadline this week, a letter from the IRS), reply with a word about it, and we call sooner.",
)
INVITE = email(
    "Let's talk: your questions and what we can do",
    "We would like to hear more about you. Half an hour is enough.",
    "Please reply with two or three times that suit you. It helps to have last year's tax return at hand, and any "
    "letter that worries you.",
)
INVITE_REMINDER = email(
    "Shall we talk?",
    "We have not found a time for our call yet. When does it suit you best?",
    "If you have found somebody else, a short word is enough. We wish you well either way.",
)
PROPOSAL = email(
    "Our proposal for you",
    "Thank you for the good talk. Our proposal follows separately: what we would do, what it costs, and the "
    "engagement letter.",
    "To go ahead, sign it and send it back. If you have questions, reply or call: we explain each line.",
)
PROPOSAL_REMINDER = email(
    "Your questions about our proposal",
    "Have you had time to look at our proposal? We gladly go through it with you.",
    "If the fee or the scope is not right, say so: often there is another way.",
)
WELCOME = email(
    "Welcome to [FIRM_NAME]",
    "Thank you for signing. We are glad to work with you.",
    "You hear from us within two days about the first steps.",
)
SORRY = email(
    "Thank you for considering us",
    "It seems that we are not what you need right now, and that is fine.",
    "Should that change, one call is enough. We wish you all the best.",
)
IS_IT_A_FIT = procedure(
    "Is this a client for us?",
    "Conflict of interest: owners, spouses and rivals among our clients?",
    "What do they need, by when, and do we do that well?",
    "States, entities, foreign accounts, crypto: do we have the knowledge?",
    "Unfiled years, notices, a former accountant who left: why?",
    "Would the fee be at or over our minimum?",
    "Do we have room before the deadline?",
    "Where did they hear of us? Thank whoever referred them",
)
CALL_BACK = task(
    "Call back and find out what they need",
    "Within one business day. Note what they need, by when, and who decides.",
    role="Account manager",
    due=1,
    priority="high",
)
QUALIFY = task(
    "Check for conflicts and fit",
    "Go through the checklist. Not a client for us? Give the job the status “Lost”, and name them somebody who is.",
    role="Account manager",
    due=2,
)
HOLD_CALL = task(
    "Hold the discovery call",
    "Listen first: goals, worries, deadlines. Look at last year's return together. Not now? Tag the account “Not now”.",
    role="Partner",
    due=5,
)
CALL_AGAIN = task(
    "Call again",
    "Ask how things are; complete this task when they are ready for a proposal.",
    role="Account manager",
    due=45,
    priority="low",
)
WRITE = task(
    "Write the proposal",
    "Services, fee for each, what is not included, start date. A partner looks at anything unusual.",
    role="Account manager",
    due=2,
)
GET_SIGNED = task(
    "Get the proposal signed",
    "Send it with the engagement letter, talk it through, file the signed copy. A no is a no: give the job the status "
    "“Lost”.",
    role="Account manager",
    due=10,
)
START = task(
    "Begin the onboarding, then complete the job",
    "Tag the account with the services that were signed, give it its account roles, and add a job for it in your "
    "onboarding pipeline.",
    role="Account manager",
    due=1,
)
