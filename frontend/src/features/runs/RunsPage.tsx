import { Button, SegmentedControl, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import { wordsOf } from '../../api/problem';
import { pipelines as pipelinesQuery, runs as runsQuery } from '../../api/queries';
import { instantWords } from '../../ui/dates';
import { StatusChip } from '../../ui/facts';
import { Empty, Failed, Head, Loading } from '../../ui/states';
import { say } from '../../ui/toasts';
import { Parked } from './Parked';

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
      <Parked />
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
