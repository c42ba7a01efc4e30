/** The usual rules in words; anything else is written as an RFC 5545 rule. */
export const RULES = [
  { value: 'FREQ=WEEKLY', label: 'every week' },
  { value: 'FREQ=WEEKLY;INTERVAL=2', label: 'every two weeks' },
  { value: 'FREQ=MONTHLY', label: 'every month' },
  { value: 'FREQ=MONTHLY;INTERVAL=3', label: 'every quarter' },
  { value: 'FREQ=YEARLY', label: 'every year' },
  { value: 'FREQ=DAILY', label: 'every day' },
];

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A rule as people say it: how often, and on which day of the month or year; one that is not usual is shown as it is. */
export function ruleWords(rule: string): string {
  const yearly = /^FREQ=YEARLY;BYMONTH=(\d+);BYMONTHDAY=(\d+)$/.exec(rule);
  if (yearly) return `every year, on ${MONTHS[Number(yearly[1]) - 1]} ${yearly[2]}`;
  const day = /;BYMONTHDAY=(-?\d+)$/.exec(rule);
  const usual = RULES.find((one) => one.value === (day ? rule.slice(0, day.index) : rule));
  if (!usual) return rule;
  if (!day) return usual.label;
  return day[1] === '-1' || day[1] === '31' ? `${usual.label}, on the last day` : `${usual.label}, on day ${day[1]}`;
}
