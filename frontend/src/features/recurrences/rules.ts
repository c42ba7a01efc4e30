/** The usual rules in words; anything else is written as an RFC 5545 rule. */
export const RULES = [
  { value: 'FREQ=WEEKLY', label: 'every week' },
  { value: 'FREQ=WEEKLY;INTERVAL=2', label: 'every two weeks' },
  { value: 'FREQ=MONTHLY', label: 'every month' },
  { value: 'FREQ=MONTHLY;INTERVAL=3', label: 'every quarter' },
  { value: 'FREQ=YEARLY', label: 'every year' },
  { value: 'FREQ=DAILY', label: 'every day' },
];

/** A rule as people say it; one that is not usual is shown as it is. */
export const ruleWords = (rule: string): string => RULES.find((one) => one.value === rule)?.label ?? rule;
