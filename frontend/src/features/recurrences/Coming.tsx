import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Upcoming } from '../../api/generated/types.gen';
import { me as meQuery } from '../../api/queries';
import { dateWords, firmTimeWords } from '../../ui/dates';

/** The next occurrences: when each is made, its name, its due date; `skip` leaves one out or takes that back. */
export function Coming({ list, skip }: { list: readonly Upcoming[]; skip?: (date: string, skipped: boolean) => void }) {
  const zone = useQuery(meQuery).data?.firm.time_zone;
  return (
    <table className="ledger">
      <thead><tr><th>Made on</th><th>Name</th><th>Due</th>{skip && <th />}</tr></thead>
      <tbody>
        {list.map((one) => (
          <tr key={one.date} style={one.skipped ? { textDecoration: 'line-through' } : undefined} className={one.skipped ? 'dim' : undefined}>
            <td style={{ whiteSpace: 'nowrap' }}>{firmTimeWords(one.at, zone)}</td>
            <td>{one.name ?? <span style={{ color: 'var(--tm-overdue-fg)' }}>a shortcode has no value for this account</span>}</td>
            <td>{one.due_date ? dateWords(one.due_date) : ''}</td>
            {skip && <td><Button size="compact-xs" variant="subtle" onClick={() => skip(one.date, !one.skipped)}>{one.skipped ? 'Make it' : 'Skip'}</Button></td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
