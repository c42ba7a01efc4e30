import { MultiSelect, NumberInput, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SuggestedSchedule } from '../../api/generated/types.gen';
import { roles as rolesQuery } from '../../api/queries';
import { CodedText } from '../../ui/CodedText';
import { RULES, ruleWords } from '../recurrences/rules';
import { periodChoices } from '../recurrences/schedule';

interface Props {
  schedule: SuggestedSchedule | null;
  save: (schedule: SuggestedSchedule | null) => void;
}

const NEVER = 'never';

/** How the pipeline's work usually comes again: what a new recurring job begins with. */
export function UsualSchedule({ schedule, save }: Props) {
  const rules = RULES.some((one) => one.value === schedule?.rule) || !schedule ? RULES : [...RULES, { value: schedule.rule, label: ruleWords(schedule.rule) }];
  return (
    <div className="stack">
      <Select
        label="Its work usually comes again"
        description="A new recurring job begins with this"
        w={260}
        allowDeselect={false}
        data={[{ value: NEVER, label: 'no' }, ...rules]}
        value={schedule?.rule ?? NEVER}
        onChange={(rule) => save(rule === NEVER || !rule ? null : { ...schedule, rule })}
      />
      {schedule && <EachJob schedule={schedule} save={save} />}
    </div>
  );
}

function EachJob({ schedule, save }: { schedule: SuggestedSchedule; save: Props['save'] }) {
  const roles = useQuery(rolesQuery);
  const [name, setName] = useState(schedule.name ?? '');
  const period = schedule.period_unit ? `${schedule.period_unit}:${schedule.period_offset ?? 0}` : 'none:0';
  const about = (key: string): void => {
    const [unit, offset] = key.split(':');
    save({ ...schedule, period_unit: unit === 'none' ? null : (unit as 'month'), period_offset: Number(offset) });
  };
  return (
    <>
      <div onBlur={() => name !== (schedule.name ?? '') && save({ ...schedule, name })}>
        <CodedText label="Name of each job" placeholder="as the pipeline" value={name} set={setName} codes="name" maxLength={200} />
      </div>
      <div className="row wrap" style={{ alignItems: 'flex-end' }}>
        <Select label="The work is about" w={200} allowDeselect={false} value={period} onChange={(key) => key && about(key)} data={periodChoices(period)} />
        <NumberInput
          label="Due in"
          w={120}
          min={0}
          max={3650}
          suffix=" days"
          defaultValue={schedule.due_in_days ?? ''}
          onBlur={(event) => {
            const days = Number.parseInt(event.target.value, 10);
            const due = Number.isNaN(days) ? null : days;
            if (due !== (schedule.due_in_days ?? null)) save({ ...schedule, due_in_days: due });
          }}
        />
        <MultiSelect style={{ flex: '1 1 240px' }} label="Assign to (account roles)" searchable data={(roles.data ?? []).map((role) => ({ value: role.id, label: role.name }))} value={schedule.role_ids ?? []} onChange={(role_ids) => save({ ...schedule, role_ids })} />
      </div>
    </>
  );
}
