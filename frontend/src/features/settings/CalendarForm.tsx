import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import { me as meQuery } from '../../api/queries';
import { dateWords } from '../../ui/dates';
import { useAct } from '../../ui/use-act';

const country = new Intl.DisplayNames('en', { type: 'region' });
const named = (code: string): string => {
  try {
    return country.of(code) ?? code;
  } catch {
    return code;
  }
};

/** When the firm does not work: its place's holidays, and days of its own. Business days skip them. */
export function CalendarForm() {
  const { data } = useQuery(meQuery);
  const { act } = useAct();
  const [day, setDay] = useState('');
  const [name, setName] = useState('');
  const year = new Date().getFullYear();
  const places = useQuery({ queryKey: ['holiday-calendars'], staleTime: Infinity, queryFn: async () => (await api.listHolidayCalendars()).data.data });
  const firm = data?.firm;
  const holidays = useQuery({
    queryKey: ['me', 'holidays', year, firm?.holidays, firm?.days_off],
    enabled: Boolean(firm),
    queryFn: async () => (await api.listHolidays({ query: { year } })).data.data,
  });
  if (!firm) return null;
  const [land, part] = (firm.holidays ?? '').split('-');
  const parts = places.data?.find((place) => place.country === land)?.parts ?? [];
  const save = (body: Parameters<typeof api.updateFirm>[0]['body']): void => act(() => api.updateFirm({ body }));
  const own = firm.days_off;
  return (
    <section className="panel stack" style={{ maxWidth: 620 }}>
      <div className="row wrap" style={{ alignItems: 'flex-end' }}>
        <Select className="grow" label="Holidays of" description="Time limits, due dates and timed automations that count business days skip them" searchable clearable placeholder="no country" data={(places.data ?? []).map((place) => ({ value: place.country, label: named(place.country) })).sort((a, b) => a.label.localeCompare(b.label))} value={land || null} onChange={(chosen) => save({ holidays: chosen })} />
        {parts.length > 0 && <Select label="Part" w={120} searchable clearable placeholder="all" data={parts} value={part ?? null} onChange={(chosen) => save({ holidays: chosen ? `${land}-${chosen}` : (land ?? null) })} />}
      </div>
      <form
        className="row wrap"
        style={{ alignItems: 'flex-end' }}
        onSubmit={(event) => {
          event.preventDefault();
          save({ days_off: [...own.filter((one) => one.date !== day), { date: day, name: name.trim() }] });
          setDay('');
          setName('');
        }}
      >
        <TextInput label="The firm’s own day off" type="date" required value={day} onChange={(event) => setDay(event.target.value)} />
        <TextInput className="grow" label="Its name" required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} placeholder="Company outing" />
        <Button type="submit" variant="default">Add</Button>
      </form>
      <h3 style={{ margin: '8px 0 0' }}>Days off in {year}</h3>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {holidays.data?.map((one) => (
          <li key={one.date} className="row" style={{ padding: '4px 0', borderBottom: '1px solid var(--tm-line)' }}>
            <span style={{ width: 120 }} className="dim">{dateWords(one.date)}</span>
            <span className="grow">{one.name}</span>
            {own.some((mine) => mine.date === one.date) && <Button size="compact-xs" variant="subtle" onClick={() => save({ days_off: own.filter((mine) => mine.date !== one.date) })}>Remove</Button>}
          </li>
        ))}
      </ul>
      {holidays.data?.length === 0 && <p className="dim small">Every Monday to Friday is a business day.</p>}
    </section>
  );
}
