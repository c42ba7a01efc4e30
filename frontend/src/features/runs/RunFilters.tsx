import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { actions as actionsQuery, pipelines as pipelinesQuery } from '../../api/queries';
import { isFiltered, type RunsView, STATES } from './view';

/** What the run log is filtered by. */
export function RunFilters({ view, show }: { view: RunsView; show: (change: Partial<RunsView>) => void }) {
  const pipelines = useQuery(pipelinesQuery);
  const actions = useQuery(actionsQuery);
  const titles = new Map((actions.data ?? []).map((action) => [action.key, action.title]));
  const pipeline = pipelines.data?.find((one) => one.id === view.pipeline);
  const automations = [...(pipeline?.stages ?? []), ...(pipeline?.statuses ?? [])].flatMap((place) =>
    place.automations.map((one) => ({ value: one.id, label: `${place.name}: ${titles.get(one.action) ?? one.action}${one.settings['title'] ? ` “${String(one.settings['title'])}”` : ''}` })),
  );
  return (
    <>
      <div style={{ overflowX: 'auto', marginBottom: 10 }}>
        <SegmentedControl
          size="xs"
          aria-label="State"
          data={[{ value: '', label: 'all' }, ...STATES.map((state) => ({ value: state as string, label: state as string }))]}
          value={view.state ?? ''}
          onChange={(state) => show({ state: (state || undefined) as RunsView['state'] })}
        />
      </div>
      <div className="row wrap" style={{ marginBottom: 12, alignItems: 'end' }}>
        <Select aria-label="Pipeline" placeholder="All pipelines" clearable searchable w={200} data={pipelines.data?.map((one) => ({ value: one.id, label: one.name })) ?? []} value={view.pipeline ?? null} onChange={(id) => show({ pipeline: id ?? undefined, automation: undefined })} />
        {pipeline && <Select aria-label="Automation" placeholder="All automations" clearable searchable w={240} data={automations} value={view.automation ?? null} onChange={(id) => show({ automation: id ?? undefined })} />}
        <Select aria-label="Action" placeholder="All actions" clearable w={170} data={actions.data?.map((one) => ({ value: one.key, label: one.title })) ?? []} value={view.action ?? null} onChange={(key) => show({ action: key ?? undefined })} />
        <TextInput type="date" aria-label="From" leftSection={<span className="small dim">from</span>} leftSectionWidth={46} w={182} value={view.from ?? ''} onChange={(event) => show({ from: event.target.value || undefined })} />
        <TextInput type="date" aria-label="To" leftSection={<span className="small dim">to</span>} leftSectionWidth={32} w={168} value={view.to ?? ''} onChange={(event) => show({ to: event.target.value || undefined })} />
        {isFiltered(view) && <Button variant="subtle" size="xs" onClick={() => show({ state: undefined, pipeline: undefined, automation: undefined, action: undefined, from: undefined, to: undefined })}>Clear</Button>}
      </div>
    </>
  );
}
