import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { Simulate, Simulation } from '../../api/generated/types.gen';
import { accounts as accountsQuery, me as meQuery, members as membersQuery, pipeline as pipelineQuery } from '../../api/queries';
import { firmDayWords } from '../../ui/dates';
import { Empty, Failed, Head, Loading } from '../../ui/states';
import { Way } from './Way';
import './simulate.css';

type Priority = NonNullable<Simulate['priority']>;
const PRIORITIES: readonly Priority[] = ['low', 'medium', 'high', 'urgent'];

/** Test a pipeline with an account: the way that its job would go. Nothing is made. */
export function TestPage({ pipelineId }: { pipelineId: string }) {
  const pipeline = useQuery(pipelineQuery(pipelineId));
  const members = useQuery(membersQuery);
  const [account, setAccount] = useState<string | null>(null);
  const [stage, setStage] = useState<string | null>(null);
  const [due, setDue] = useState('');
  const [priority, setPriority] = useState<Priority>('medium');
  const [people, setPeople] = useState<string[]>([]);
  const body: Simulate | null = account ? { account_id: account, stage_id: stage, due_date: due >= '1990' ? due : null, priority, assignee_ids: people } : null;
  const way = useQuery({
    queryKey: ['simulate', pipelineId, body],
    enabled: Boolean(body),
    gcTime: 0,
    retry: false,
    placeholderData: (old) => old,
    queryFn: async () => (await api.simulatePipeline({ path: { pipeline_id: pipelineId }, body: body ?? { account_id: '' } })).data,
  });
  if (pipeline.isPending) return <div className="page"><Loading /></div>;
  if (pipeline.isError) return <Failed error={pipeline.error} again={() => void pipeline.refetch()} />;
  const { name, stages } = pipeline.data;
  return (
    <div className="page">
      <Head title={`Test “${name}”`}>
        <Button variant="default" component={Link} to={`/pipelines/${pipelineId}/edit`}>Edit</Button>
        <Button variant="default" component={Link} to={`/p/${pipelineId}`}>Board</Button>
      </Head>
      <div className="test-form panel">
        <PickAccount chosen={account} choose={setAccount} />
        <Select label="Begins in" allowDeselect={false} data={stages.map((one) => ({ value: one.id, label: one.name }))} value={stage ?? stages[0]?.id ?? null} onChange={setStage} />
        <TextInput label="Due date" type="date" value={due} onChange={(event) => setDue(event.target.value)} />
        <Select label="Priority" allowDeselect={false} data={[...PRIORITIES]} value={priority} onChange={(value) => value && setPriority(value as Priority)} />
        <MultiSelect label="Assigned to" searchable data={(members.data ?? []).filter((one) => one.status === 'active').map((one) => ({ value: one.id, label: one.name }))} value={people} onChange={setPeople} />
      </div>
      {!body && <Empty title="Choose an account">You see the way that its job would go: what runs in each stage, with texts and dates, what it waits for, and how it goes on. Nothing is made, and nobody is written to.</Empty>}
      {body && way.isPending && <Loading rows={4} height={90} />}
      {way.isError && <Failed error={way.error} again={() => void way.refetch()} />}
      {body && way.data && !way.isError && (
        <>
          <Summary way={way.data} />
          <Way way={way.data} />
        </>
      )}
    </div>
  );
}

function PickAccount({ chosen, choose }: { chosen: string | null; choose: (id: string | null) => void }) {
  const [search, setSearch] = useState('');
  const [q] = useDebouncedValue(search, 150);
  const [name, setName] = useState('');
  const found = useQuery(accountsQuery({ ...(q && q !== name ? { q } : {}), sort: 'name', limit: 50, status: 'active' }));
  const data = (found.data?.data ?? []).map((one) => ({ value: one.id, label: `${one.name}${one.number ? ` · ${one.number}` : ''}` }));
  // The chosen one stays known while others are searched.
  if (chosen && !data.some((one) => one.value === chosen)) data.unshift({ value: chosen, label: name });
  return (
    <Select
      label="Account"
      data-autofocus
      autoFocus
      searchable
      selectFirstOptionOnChange
      placeholder="Name, account ID or contact"
      data={data}
      filter={({ options }) => options}
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage="No account has this name"
      value={chosen}
      onChange={(id, option) => {
        setName(option?.label ?? '');
        choose(id);
      }}
    />
  );
}

function Summary({ way }: { way: Simulation }) {
  const zone = useQuery(meQuery).data?.firm.time_zone;
  const turns = way.steps.flatMap((step) => [...step.plan, ...step.statuses.flatMap((status) => status.plan)]);
  const runs = turns.filter((turn) => turn.outcome === 'will_run' && !turn.would_fail).length;
  const fail = turns.filter((turn) => turn.would_fail).length;
  const [first, last] = [way.steps[0], way.steps.at(-1)];
  return (
    <div className="test-summary">
      <p role="status">
        <strong>{way.job.name}</strong> for {way.job.account_name}: {way.steps.length} stages, {runs} automations run
        {fail > 0 && <>, <span className="would-fail">{fail} would fail</span></>}
        {first && last?.goes_on && <>, from {firmDayWords(first.enters_at, zone)} to {firmDayWords(last.goes_on.at, zone)}</>}.
      </p>
      <details>
        <summary>What is assumed</summary>
        <ul>
          {way.assumptions.map((one) => <li key={one}>{one}</li>)}
          <li>Nothing was made: this is only foreseen.</li>
        </ul>
      </details>
    </div>
  );
}
