import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { PipelineAnswer } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { pipeline as pipelineQuery } from '../../api/queries';
import { Failed, Head, Loading } from '../../ui/states';
import { say } from '../../ui/toasts';
import { Automations } from './Automations';
import { BoardSettings } from './BoardSettings';
import { Rail } from './Rail';
import { StageSettings } from './StageSettings';
import { Statuses, StatusSettings } from './Statuses';
import { useSaved } from './use-saved';

export function EditorPage({ pipelineId }: { pipelineId: string }) {
  const query = useQuery(pipelineQuery(pipelineId));
  const [chosen, setChosen] = useState<string | null>(null);
  const [board, setBoard] = useState(false);
  const savedWith = useSaved(pipelineId, query.data?.revision);
  const saved = (): Promise<void> => savedWith(); // what a mutation hands on is no sentence
  const act = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSuccess: saved,
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  if (query.isPending) return <div className="page"><Loading /></div>;
  if (query.isError) return <Failed error={query.error} again={() => void query.refetch()} />;
  const pipeline = query.data;
  const status = pipeline.statuses.find((candidate) => candidate.id === chosen);
  const stage = pipeline.stages.find((candidate) => candidate.id === chosen) ?? pipeline.stages[0];
  const path = { pipeline_id: pipeline.id };
  const shift = (by: number): void => {
    const order = pipeline.stages.map((one) => one.id);
    const place = order.indexOf(stage?.id ?? '');
    const [moved] = order.splice(place, 1);
    if (moved) order.splice(place + by, 0, moved);
    act.mutate(() => api.reorderStages({ path, body: { stage_ids: order } }));
  };
  return (
    <div className="page">
      <Head title={<EditName pipeline={pipeline} save={(name) => act.mutate(() => api.updatePipeline({ path, body: { name } }))} />}>
        <Button variant="subtle" component={Link} to={`/pipelines/${pipeline.id}/history`}>Revision {pipeline.revision}</Button>
        <Button variant={board ? 'filled' : 'default'} aria-expanded={board} onClick={() => setBoard(!board)}>Board and access</Button>
        <Button variant="default" component={Link} to={`/pipelines/${pipeline.id}/test`}>Test with an account</Button>
        <Button variant="default" component={Link} to={`/p/${pipeline.id}`}>Board</Button>
      </Head>
      {board && <BoardSettings pipeline={pipeline} save={(body) => act.mutate(() => api.updatePipeline({ path, body }))} />}
      <Rail pipeline={pipeline} chosen={status ? null : (stage?.id ?? null)} choose={setChosen} />
      <div className="row" style={{ margin: '10px 0 16px' }}>
        <Button size="xs" variant="default" onClick={() => act.mutate(async () => setChosen((await api.addStage({ path, body: { name: 'New stage', position: Math.max(0, pipeline.stages.length - 1) } })).data.id))}>
          Add stage
        </Button>
        <Button size="xs" variant="default" disabled={stage?.position === 0} onClick={() => shift(-1)}>← Move left</Button>
        <Button size="xs" variant="default" disabled={stage?.position === pipeline.stages.length - 1} onClick={() => shift(1)}>Move right →</Button>
      </div>
      <Statuses pipeline={pipeline} chosen={status?.id ?? null} choose={setChosen} saved={saved} />
      {status ? (
        <div key={status.id} className="stack">
          <StatusSettings status={status} saved={saved} removed={() => setChosen(null)} />
          <Automations pipeline={pipeline} owner={{ kind: 'status', ...status }} saved={savedWith} />
        </div>
      ) : stage && (
        <div key={stage.id} className="stack">
          <StageSettings pipeline={pipeline} stage={stage} saved={saved} />
          <Automations pipeline={pipeline} owner={{ kind: 'stage', ...stage }} saved={savedWith} />
        </div>
      )}
    </div>
  );
}

function EditName({ pipeline, save }: { pipeline: PipelineAnswer; save: (name: string) => void }) {
  return (
    <TextInput
      key={pipeline.name}
      aria-label="Name of the pipeline"
      variant="unstyled"
      defaultValue={pipeline.name}
      maxLength={200}
      styles={{ input: { fontSize: 20, fontWeight: 600, height: 36 } }}
      onBlur={(event) => event.target.value.trim() && event.target.value !== pipeline.name && save(event.target.value)}
    />
  );
}
