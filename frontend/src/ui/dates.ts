const DAY = 86_400_000;
const WEEKDAY = new Intl.DateTimeFormat('en', { weekday: 'short' });
const SHORT = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short' });
const LONG = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const INSTANT = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

const dayIn = (timeZone: string | undefined) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
let firmDay = dayIn(undefined);

/** From now on a day is the firm's, wherever whoever looks is. */
export function liveIn(timeZone: string): void {
  firmDay = dayIn(timeZone);
}

/** The firm's day, YYYY-MM-DD. */
export const today = (now = new Date()): string => firmDay.format(now);

/** Whole days from `from` to `to`, both YYYY-MM-DD. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);

export interface Due {
  words: string;
  tone: 'overdue' | 'today' | 'week' | 'plain';
}

/** A due date in words: “Overdue 3 d”, “Today”, “Fri 14 Mar”. What is done is never overdue. */
export function dueWords(due: string, done = false, now = today()): Due {
  const left = daysBetween(now, due);
  const date = new Date(`${due}T00:00:00`);
  const plain = left > 300 || left < -300 ? LONG.format(date) : SHORT.format(date).replace(',', '');
  if (done) return { words: plain, tone: 'plain' };
  if (left < 0) return { words: `Overdue ${-left} d`, tone: 'overdue' };
  if (left === 0) return { words: 'Today', tone: 'today' };
  if (left === 1) return { words: 'Tomorrow', tone: 'week' };
  if (left < 7) return { words: WEEKDAY.format(date), tone: 'week' };
  return { words: plain, tone: 'plain' };
}

export const dateWords = (date: string): string => LONG.format(new Date(`${date}T00:00:00`));
export const instantWords = (instant: string): string => INSTANT.format(new Date(instant));

/** The same on the clock of the firm, wherever whoever looks is. */
export const firmTimeWords = (instant: string, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(instant));

/** The day of the firm on which something is. */
export const firmDayWords = (instant: string, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(new Date(instant));

/** How long something lasted: “3 d”, “5 h”, “12 min”. */
export function lastedWords(from: number, to: number = Date.now()): string {
  const minutes = Math.max(0, Math.round((to - from) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h`;
  return `${Math.round(minutes / 1440)} d`;
}
