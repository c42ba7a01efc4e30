import { Button, SegmentedControl, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import { wordsOf } from '../../api/problem';
import { mail as mailQuery, pipelines as pipelinesQuery, runs as runsQuery } from '../../api/queries';
import { instantWords } from '../../ui/dates';
import { StatusChip } from '../../ui/facts';
import { Empty, Failed, Head, Loading } from '../../ui/states';
import { say } from '../../ui/toasts';

const STATES = ['', 'failed', 'waiting', 'succeeded', 'skipped', 'cancelled', 'stopped'];

export function RunsPage() {
  const client = useQueryClient();
  const pipelines = useQuery(pipelinesQuery);
  const [state, setState] = useState('');
  const [pipeline, setPipeline] = useState<string | null>(null);
  const query = useQuery(runsQuery({ limit: 100, ...(state ? { state: state as 'failed' } : {}), ...(pipeline ? { pipeline_id: pipeline } : {}) }));
  const retry = useMutation({
    mutationFn: (id: string) => api.retryRun({ path: { run_id: id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['runs'] }),
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  return (
    <div className="page">
      <Head title="Automation runs">
        <Select placeholder="All pipelines" clearable data={pipelines.data?.map((one) => ({ value: one.id, label: one.name })) ?? []} value={pipeline} onChange={setPipeline} aria-label="Pipeline" />
      </Head>
      <div style={{ overflowX: 'auto', marginBottom: 12 }}>
        <SegmentedControl size="xs" data={STATES.map((value) => ({ value, label: value || 'all' }))} value={state} onChange={setState} />
      </div>
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {query.data?.data.length === 0 && <Empty title="No runs">{state ? 'None is in this state.' : 'When a job enters a stage with automations, each one is noted here: what it did, or why not.'}</Empty>}
      {query.data && query.data.data.length > 0 && (
        <div className="sheet">
          <table className="ledger">
            <thead><tr><th>When</th><th>State</th><th>Automation</th><th>Job</th><th>Stage</th><th>Why</th><th /></tr></thead>
            <tbody>
              {query.data.data.map((run) => (
                <tr key={run.id}>
                  <td className="dim" style={{ whiteSpace: 'nowrap' }}>{instantWords(run.created_at)}</td>
                  <td><StatusChip status={run.state} /></td>
                  <td>{run.title}</td>
                  <td><Link to="/p/$key" params={{ key: run.pipeline_id }} search={{ job: run.job_id }}>{run.account_name} · {run.job_name}</Link></td>
                  <td>{run.stage_name}</td>
                  <td className="dim">{run.reason}</td>
                  <td>{run.state === 'failed' && run.present_visit && <Button size="compact-xs" onClick={() => retry.mutate(run.id)}>Retry</Button>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

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
                    <button type="button" className="plain-button" aria-expanded={open === one.id} style={{ border: 0, background: 'none', font: 'inherit', color: 'var(--tm-primary)', cursor: 'pointer', padding: 0, textAlign: 'left', minHeight: 24 }}>{one.subject}</button>
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
