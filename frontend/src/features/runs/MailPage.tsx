import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { mail as mailQuery } from '../../api/queries';
import { instantWords } from '../../ui/dates';
import { StatusChip } from '../../ui/facts';
import { Empty, Failed, Head, Loading } from '../../ui/states';

export function MailPage() {
  const query = useQuery(mailQuery({ limit: 100 }));
  const [open, setOpen] = useState<string | null>(null);
  return (
    <div className="page">
      <Head title="Mail log" />
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {query.data?.data.length === 0 && <Empty title="No e-mails yet">E-mails that automations send stand here. Without a mail server they are only written down; set SMTP_URL to send them.</Empty>}
      {query.data && query.data.data.length > 0 && (
        <div className="sheet">
          <table className="ledger">
            <thead><tr><th>When</th><th>State</th><th>To</th><th>Subject</th><th>Account</th><th>By</th></tr></thead>
            <tbody>
              {query.data.data.map((one) => (
                <tr key={one.id} onClick={() => setOpen(open === one.id ? null : one.id)} style={{ cursor: 'pointer', verticalAlign: 'top' }}>
                  <td className="dim" style={{ whiteSpace: 'nowrap' }}>{instantWords(one.delivered_at ?? one.due_at)}</td>
                  <td><StatusChip status={one.state} /></td>
                  <td>{one.to.join(', ')}{one.cc.length > 0 && <span className="dim"> cc {one.cc.join(', ')}</span>}</td>
                  <td>
                    <button type="button" className="text-button" aria-expanded={open === one.id}>{one.subject}</button>
                    {open === one.id && <pre style={{ whiteSpace: 'pre-wrap', font: 'inherit', margin: '8px 0' }}>{one.body}</pre>}
                    {one.last_error && <div className="small" style={{ color: 'var(--tm-overdue-fg)' }}>{one.last_error}</div>}
                  </td>
                  <td>{one.account_name}</td>
                  <td className="dim">{one.delivered_by === 'log' ? 'log only' : one.delivered_by}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
