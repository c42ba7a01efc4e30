import { Button } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PipelineAnswer } from '../../api/generated/types.gen';
import { pipelineHealth, pipelines as pipelinesQuery } from '../../api/queries';
import { Empty, Failed, Head, Loading } from '../../ui/states';
import { wanting } from './health';
import { HealthChip } from './HealthChip';

/** The automations of all pipelines that want a look: failing, pointing at what is gone, never fired. */
export function HealthPage() {
  const query = useQuery(pipelinesQuery);
  const active = (query.data ?? []).filter((one) => one.status === 'active');
  const found = useQueries({ queries: active.map((one) => pipelineHealth(one.id)) });
  const failed = [query, ...found].find((one) => one.isError);
  const ill = active.map((pipeline, place) => ({ pipeline, list: wanting(found[place]?.data ?? []) })).filter(({ list }) => list.length > 0);
  const loading = query.isPending || found.some((one) => one.isPending);
  return (
    <div className="page">
      <Head title="Health of automations">
        <Button variant="default" component={Link} to="/pipelines">All pipelines</Button>
      </Head>
      {failed ? <Failed error={failed.error} again={() => void failed.refetch()} /> : loading && <Loading height={60} rows={3} />}
      {!failed && !loading && ill.length === 0 && <Empty title="All is well">Every automation that is switched on has run, none failed in the last 30 days, and none points at something that is gone.</Empty>}
      <div className="stack">
        {ill.map(({ pipeline, list }) => (
          <section key={pipeline.id} className="panel stack" aria-label={pipeline.name}>
            <h2 style={{ margin: 0 }}><Link to="/pipelines/$key/edit" params={{ key: pipeline.id }} style={{ color: 'inherit', textDecoration: 'none' }}>{pipeline.name}</Link></h2>
            {list.map((one) => (
              <div key={one.automation_id} className="row wrap">
                <span className="grow" style={{ minWidth: 220 }}><span className="dim">{placeOf(pipeline, one.stage_id ?? one.status_id)}:</span> {one.does}</span>
                <HealthChip health={one} />
              </div>
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}

const placeOf = (pipeline: PipelineAnswer, id: string | null): string => [...pipeline.stages, ...pipeline.statuses].find((one) => one.id === id)?.name ?? '';
