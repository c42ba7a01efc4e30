import { Select } from '@mantine/core';
import { today } from './dates';
import { type Period, type PeriodUnit, periodName, periodOf, periodsAround } from './period';

/** What the work is about: no period, or a month, quarter or year, and which one. */
export function PeriodField({ period, set }: { period: Period | null; set: (period: Period | null) => void }) {
  const choose = (unit: string | null): void => set(unit && unit !== 'none' ? periodOf(unit as PeriodUnit, period?.start ?? today()) : null);
  return (
    <>
      <Select label="The work is about" w={150} allowDeselect={false} data={[{ value: 'none', label: 'no period' }, { value: 'month', label: 'a month' }, { value: 'quarter', label: 'a quarter' }, { value: 'year', label: 'a year' }]} value={period?.unit ?? 'none'} onChange={choose} />
      {period && (
        <Select
          label="Which one"
          w={160}
          searchable
          allowDeselect={false}
          data={periodsAround(period.unit, period).map((one) => ({ value: one.start, label: periodName(one) }))}
          value={period.start}
          onChange={(start) => start && set({ unit: period.unit, start })}
          nothingFoundMessage="Too far away"
        />
      )}
    </>
  );
}
