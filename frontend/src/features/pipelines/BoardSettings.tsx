import { Checkbox, MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { CardFact, CardSort, PipelineAnswer, PipelineChange, PipelineSettings } from '../../api/generated/types.gen';
import { members as membersQuery } from '../../api/queries';
import { FACTS, factsOf, settingsOf } from '../../ui/card-facts';
import { UsualSchedule } from './UsualSchedule';

const SORTS: { value: CardSort; label: string }[] = [
  { value: 'due_date', label: 'due date' },
  { value: 'start_date', label: 'start date' },
  { value: 'account_name', label: 'account' },
  { value: 'time_in_stage', label: 'time in stage' },
  { value: 'stage_limit', label: 'stage limit, the soonest first' },
  { value: 'priority', label: 'priority' },
  { value: 'created_at', label: 'newest first' },
];

interface Props {
  pipeline: PipelineAnswer;
  save: (change: PipelineChange) => void;
}

/** Who sees the pipeline, how its cards stand and what they tell, and how its work comes again. */
export function BoardSettings({ pipeline, save }: Props) {
  const settings = settingsOf(pipeline);
  const put = (change: PipelineSettings): void => save({ settings: { ...settings, ...change } });
  const told = factsOf(pipeline);
  return (
    <section className="panel stack" aria-label="Board and access" style={{ marginBottom: 16 }}>
      <Access pipeline={pipeline} save={save} />
      <Select label="Cards are sorted by" description="Until somebody sorts the board otherwise" w={260} allowDeselect={false} data={SORTS} value={settings.sort ?? 'due_date'} onChange={(sort) => sort && put({ sort: sort as CardSort })} />
      <Checkbox.Group label="Cards tell, beside the name of the job" value={[...told]} onChange={(facts) => facts.length > 0 && put({ card_facts: FACTS.map((one) => one.value).filter((one) => facts.includes(one)) as CardFact[] })}>
        <div className="row wrap" style={{ gap: 16, marginTop: 6 }}>
          {FACTS.map((fact) => <Checkbox key={fact.value} value={fact.value} label={fact.label} />)}
        </div>
      </Checkbox.Group>
      <UsualSchedule key={JSON.stringify(settings.schedule)} schedule={settings.schedule ?? null} save={(schedule) => put({ schedule })} />
    </section>
  );
}

function Access({ pipeline, save }: Props) {
  const { data } = useQuery(membersQuery);
  const named = pipeline.visible_to;
  const staff = (data ?? []).filter((one) => one.role === 'employee' && (one.status === 'active' || named?.includes(one.id)));
  return (
    <div className="row wrap" style={{ alignItems: 'flex-start' }}>
      <Select
        label="Who sees it"
        description="Owner and admins always do"
        w={260}
        allowDeselect={false}
        data={[{ value: 'all', label: 'everyone in the firm' }, { value: 'some', label: 'only these members' }]}
        value={named ? 'some' : 'all'}
        // Nobody loses it by the choice itself: those who must not see it are taken out of the list.
        onChange={(who) => save({ visible_to: who === 'some' ? staff.map((one) => one.id) : null })}
      />
      {named && (
        <MultiSelect
          style={{ flex: '1 1 280px' }}
          label="Members who see it"
          description={named.length ? 'With their access to the accounts, also its jobs' : 'Only owner and admins see it'}
          searchable
          data={staff.map((one) => ({ value: one.id, label: one.name }))}
          value={named.filter((id) => staff.some((one) => one.id === id))}
          onChange={(ids) => save({ visible_to: ids })}
        />
      )}
    </div>
  );
}
