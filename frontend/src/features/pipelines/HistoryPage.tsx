import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { PipelineAnswer } from '../../api/generated/types.gen';
import { me as meQuery, pipeline as pipelineQuery } from '../../api/queries';
import { instantWords } from '../../ui/dates';
import { Pages } from '../../ui/Pages';
import { Failed, Head, Loading } from '../../ui/states';
import { Differences } from './Differences';
import { RestoreRevision } from './RestoreRevision';

/** Every save of a pipeline: look, compare two, restore one. */
export function HistoryPage({ pipelineId }: { pipelineId: string }) {
  const query = useQuery(pipelineQuery(pipelineId));
  if (query.isPending) return <div className="page"><Loading /></div>;
  if (query.isError) return <Failed error={query.error} again={() => void query.refetch()} />;
  return (
    <div className="page">
      <Head title={`${query.data.name}: history`}>
        <Button variant="default" component={Link} to={`/pipelines/${pipelineId}/edit`}>Edit</Button>
        <Button variant="default" component={Link} to={`/p/${pipelineId}`}>Board</Button>
      </Head>
      <History key={query.data.revision} pipeline={query.data} />
    </div>
  );
}

function History({ pipeline }: { pipeline: PipelineAnswer }) {
  const [cursors, setCursors] = useState<string[]>([]);
  const [from, setFrom] = useState(Math.max(1, pipeline.revision - 1));
  const [to, setTo] = useState(pipeline.revision);
  const [restoring, setRestoring] = useState<number | null>(null);
  const me = useQuery(meQuery);
  const may = me.data?.member.role !== 'employee' || me.data.member.permissions.includes('manage_pipelines');
  const cursor = cursors.at(-1);
  const revisions = useQuery({
    queryKey: ['pipelines', pipeline.id, 'revisions', 'page', cursor ?? ''],
    queryFn: async () => (await api.listPipelineRevisions({ path: { pipeline_id: pipeline.id }, query: { limit: 25, ...(cursor ? { cursor } : {}) } })).data,
  });
  if (pipeline.revision === 1) return <p className="dim">Nothing was changed since it was made. Every save is kept here, can be compared and restored.</p>;
  return (
    <div className="history">
      <section aria-label="Revisions">
        {revisions.isPending && <Loading rows={6} height={52} />}
        {revisions.isError && <Failed error={revisions.error} again={() => void revisions.refetch()} />}
        <ol className="sheet revisions">
          {revisions.data?.data.map((one) => (
            <li key={one.id} data-chosen={one.revision === from || one.revision === to || undefined}>
              <span className="sides">
                <input type="radio" name="from" aria-label={`Compare revision ${one.revision}`} checked={from === one.revision} disabled={one.revision >= to} onChange={() => setFrom(one.revision)} />
                <input type="radio" name="to" aria-label={`with revision ${one.revision}`} checked={to === one.revision} disabled={one.revision <= from} onChange={() => setTo(one.revision)} />
              </span>
              <span className="grow">
                <span><strong>{one.revision}</strong> {one.changes.join('; ')}</span>
                <span className="small dim" style={{ display: 'block' }}>{one.changed_by.name} · {instantWords(one.changed_at)}</span>
              </span>
              {one.revision === pipeline.revision ? (
                <span className="chip" data-tone="done">present</span>
              ) : (
                may && <Button size="compact-xs" variant="default" aria-label={`Restore revision ${one.revision}`} onClick={() => setRestoring(one.revision)}>Restore</Button>
              )}
            </li>
          ))}
        </ol>
        <Pages page={revisions.data} cursors={cursors} turn={setCursors} />
      </section>
      <section className="panel" aria-label="Differences">
        <h2 style={{ margin: '0 0 12px' }}>From {from} to {to}{to === pipeline.revision && ', the present one'}</h2>
        <Differences pipelineId={pipeline.id} from={from} to={to} />
      </section>
      {restoring !== null && <RestoreRevision pipeline={pipeline} number={restoring} close={() => setRestoring(null)} />}
    </div>
  );
}
