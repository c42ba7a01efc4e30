import { Button, Modal, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { PipelineAnswer } from '../../api/generated/types.gen';
import { Problem, wordsOf } from '../../api/problem';
import { say } from '../../ui/toasts';
import { Differences } from './Differences';

interface Homeless {
  id: string;
  name: string;
  jobs: number;
}

/** Make the pipeline what it was, after a look at what that changes; asks where jobs go whose stage goes. */
export function RestoreRevision({ pipeline, number, close }: { pipeline: PipelineAnswer; number: number; close: () => void }) {
  const client = useQueryClient();
  const [homes, setHomes] = useState<Record<string, string>>({});
  const path = { pipeline_id: pipeline.id, number };
  const revision = useQuery({
    queryKey: ['pipelines', pipeline.id, 'revisions', number],
    queryFn: async () => (await api.getPipelineRevision({ path })).data,
  });
  const restore = useMutation({
    mutationFn: async () => (await api.restorePipelineRevision({ path, body: { jobs_to: homes } })).data,
    onSuccess: async ({ notes }) => {
      await client.invalidateQueries({ queryKey: ['pipelines'] });
      close();
      say(`Restored revision ${number}. Jobs fire nothing by this.`);
      for (const note of notes) say(note, { tone: 'bad' });
    },
  });
  const stages = ((revision.data?.snapshot['stages'] ?? []) as { id: string; name: string }[]).map((one) => ({ value: one.id, label: one.name }));
  const asked = restore.error instanceof Problem && restore.error.code === 'stage_has_jobs' ? (restore.error.details['stages'] as Homeless[]) : [];
  return (
    <Modal opened onClose={close} size="lg" title={`Restore revision ${number}`}>
      <div className="stack">
        <p style={{ margin: 0 }}>This is a save like any other, and can be restored away again. Jobs stay where they are, and nothing fires. It changes this:</p>
        <div style={{ maxHeight: 320, overflow: 'auto' }} tabIndex={0} role="region" aria-label="What it changes">
          <Differences pipelineId={pipeline.id} from={pipeline.revision} to={number} />
        </div>
        {asked.map((stage) => (
          <Select
            key={stage.id}
            label={`${stage.jobs} job${stage.jobs === 1 ? ' stands' : 's stand'} in ${stage.name}, which goes. Where to?`}
            data={stages}
            value={homes[stage.id] ?? null}
            onChange={(to) => to && setHomes({ ...homes, [stage.id]: to })}
            allowDeselect={false}
          />
        ))}
        {restore.isError && asked.length === 0 && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(restore.error)}</p>}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={close}>Cancel</Button>
          <Button data-autofocus loading={restore.isPending} disabled={asked.some((stage) => !homes[stage.id])} onClick={() => restore.mutate()}>Restore</Button>
        </div>
      </div>
    </Modal>
  );
}
