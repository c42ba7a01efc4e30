import { Button, Switch } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { AutomationBody, PipelineAnswer } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { clientStatuses as clientStatusesQuery, customFields as fieldsQuery, members as membersQuery, pipelineHealth, pipelines as pipelinesQuery, roles as rolesQuery, tags as tagsQuery } from '../../api/queries';
import { Empty } from '../../ui/states';
import { say } from '../../ui/toasts';
import { type Draft, NEW_DRAFT, type Owner } from './draft';
import { EditAutomation } from './EditAutomation';
import { HealthChip } from './HealthChip';
import { type Names, sentence } from './sentence';

function useNames(pipeline: PipelineAnswer): Names {
  const named = (list: readonly { id: string; name: string }[] | undefined) => new Map((list ?? []).map((one) => [one.id, one.name]));
  const { data: pipelines = [] } = useQuery(pipelinesQuery);
  return {
    tags: named(useQuery(tagsQuery).data),
    members: named(useQuery(membersQuery).data),
    roles: named(useQuery(rolesQuery).data),
    fields: named(useQuery(fieldsQuery).data),
    // Automations may lead to stages of other pipelines.
    stages: named([...pipelines.flatMap((one) => one.stages), ...pipeline.stages]),
    statuses: named(pipeline.statuses),
    pipelines: named(pipelines),
    clientStatuses: named(useQuery(clientStatusesQuery).data),
  };
}

export function Automations({ pipeline, owner, saved }: { pipeline: PipelineAnswer; owner: Owner; saved: (words?: string) => Promise<void> }) {
  const names = useNames(pipeline);
  const [editing, setEditing] = useState<{ place: number; draft: Draft } | null>(null);
  const save = useMutation({
    mutationFn: (list: readonly Draft[]) => {
      const body = { automations: list as unknown as AutomationBody[] };
      return owner.kind === 'stage' ? api.setStageAutomations({ path: { stage_id: owner.id }, body }) : api.setCustomStatusAutomations({ path: { status_id: owner.id }, body });
    },
    onSuccess: async () => {
      await saved(owner.jobs_count ? `Saved. ${owner.jobs_count} job${owner.jobs_count === 1 ? ' is' : 's are'} in this ${owner.kind}; they do not fire again.` : undefined);
      setEditing(null); // not before the list is the new one: the next is written behind it
    },
  });
  const bad = { onError: (error: unknown) => say(wordsOf(error), { tone: 'bad' }) };
  const health = useQuery(pipelineHealth(pipeline.id)).data ?? [];
  const list: readonly Draft[] = owner.automations;
  const swap = (place: number, by: number): void => {
    const changed = [...list];
    const [moved] = changed.splice(place, 1);
    if (moved) changed.splice(place + by, 0, moved);
    save.mutate(changed, bad);
  };
  return (
    <section className="panel stack">
      <div className="row">
        <h2 className="grow">Automations</h2>
        <Button size="xs" onClick={() => setEditing({ place: list.length, draft: NEW_DRAFT })}>Add automation</Button>
      </div>
      {list.length === 0 && <Empty title="Nothing happens by itself here">Add an automation to create a task, send an e-mail, set tags or move the job when it {owner.kind === 'stage' ? 'enters' : 'is given the status'} {owner.name}.</Empty>}
      <ol style={{ listStyle: 'none', padding: 0, margin: 0 }}>
        {list.map((automation, place) => (
          <li key={automation.id} className="row wrap" style={{ padding: '8px 0', borderBottom: '1px solid var(--tm-line)', opacity: automation.enabled ? 1 : 0.6 }}>
            <Switch aria-label="On" checked={automation.enabled} onChange={() => save.mutate(list.map((one, at) => (at === place ? { ...one, enabled: !one.enabled } : one)), bad)} />
            <span className="grow" style={{ minWidth: 240 }}>{sentence(automation, owner, names)}</span>
            {health.filter((one) => one.automation_id === automation.id).map((one) => <HealthChip key={one.automation_id} health={one} />)}
            <Button size="compact-xs" variant="subtle" aria-label="Earlier" disabled={place === 0} onClick={() => swap(place, -1)}>↑</Button>
            <Button size="compact-xs" variant="subtle" aria-label="Later" disabled={place === list.length - 1} onClick={() => swap(place, 1)}>↓</Button>
            <Button size="compact-xs" variant="default" onClick={() => setEditing({ place, draft: automation })}>Edit</Button>
            <Button size="compact-xs" variant="subtle" color="red" onClick={() => save.mutate(list.filter((_, at) => at !== place), bad)}>Remove</Button>
          </li>
        ))}
      </ol>
      {editing && (
        <EditAutomation
          pipeline={pipeline}
          owner={owner}
          names={names}
          place={editing.place}
          draft={editing.draft}
          error={save.error}
          busy={save.isPending}
          close={() => {
            save.reset();
            setEditing(null);
          }}
          save={(draft) => save.mutate([...list.slice(0, editing.place), draft, ...list.slice(editing.place + 1)])}
        />
      )}
    </section>
  );
}
