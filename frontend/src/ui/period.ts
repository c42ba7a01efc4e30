import { today } from './dates';

export type PeriodUnit = 'month' | 'quarter' | 'year';

/** The month, quarter or year that work is about, by its first day. */
export interface Period {
  unit: PeriodUnit;
  start: string;
}

const MONTHS: Record<PeriodUnit, number> = { month: 1, quarter: 3, year: 12 };
const MONTH = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' });

/** The period that holds the day, or the one `offset` periods later. */
export function periodOf(unit: PeriodUnit, day: string, offset = 0): Period {
  const length = MONTHS[unit];
  const months = Number(day.slice(0, 4)) * 12 + Math.floor((Number(day.slice(5, 7)) - 1) / length) * length + offset * length;
  return { unit, start: `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01` };
}

/** “March 2027”, “Q1 2027”, “2027”. */
export function periodName({ unit, start }: Period): string {
  const year = start.slice(0, 4);
  if (unit === 'year') return year;
  if (unit === 'quarter') return `Q${Math.ceil(Number(start.slice(5, 7)) / 3)} ${year}`;
  return MONTH.format(new Date(`${start}T00:00:00`));
}

/** The same of a value that came from elsewhere; null when it is no period. */
export function asPeriod(value: unknown): Period | null {
  const period = value as Partial<Period> | null | undefined;
  return period?.unit && period.start && period.unit in MONTHS ? { unit: period.unit, start: period.start } : null;
}

const REACH: Record<PeriodUnit, number> = { month: 24, quarter: 12, year: 8 };

/** Those to choose from, newest first: around today, and the one that is chosen. */
export function periodsAround(unit: PeriodUnit, chosen: Period | null, now = today()): Period[] {
  const reach = REACH[unit];
  const near = Array.from({ length: reach + reach / 2 + 1 }, (_, place) => periodOf(unit, now, reach / 2 - place));
  if (!chosen || chosen.unit !== unit || near.some((one) => one.start === chosen.start)) return near;
  return [...near, chosen].sort((one, other) => other.start.localeCompare(one.start));
}
