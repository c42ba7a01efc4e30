import { MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { members as membersQuery, roles as rolesQuery } from '../../api/queries';
import { CodedText } from '../../ui/CodedText';
import { RULES, ruleWords } from './rules';
import { CUSTOM, type Draft, memberKey, periodChoices, roleKey } from './schedule';

interface Props {
  draft: Draft;
  set: (draft: Draft) => void;
}

/** When the jobs are made, and what each is like. */
export function ScheduleFields({ draft, set }: Props) {
  const put = <Name extends keyof Draft>(name: Name, value: Draft[Name]): void => set({ ...draft, [name]: value });
  return (
    <>
      <div className="row wrap" style={{ alignItems: 'flex-end' }}>
        <Select label="How often" w={260} allowDeselect={false} data={[...RULES, ...(RULES.some((one) => one.value === draft.usual) || draft.usual === CUSTOM ? [] : [{ value: draft.usual, label: ruleWords(draft.usual) }]), { value: CUSTOM, label: 'by a rule…' }]} value={draft.usual} onChange={(rule) => rule && put('usual', rule)} />
        {draft.usual === CUSTOM && <TextInput className="grow" label="Rule (RFC 5545)" value={draft.own} onChange={(event) => put('own', event.target.value)} />}
      </div>
      <div className="row wrap" style={{ alignItems: 'flex-end' }}>
        <TextInput label="From" type="date" value={draft.starts} onChange={(event) => put('starts', event.target.value)} />
        <TextInput label="Last day" type="date" value={draft.ends} onChange={(event) => put('ends', event.target.value)} />
        <TextInput label="At" type="time" value={draft.at} onChange={(event) => put('at', event.target.value)} />
        <Select label="On a weekend or holiday" w={210} allowDeselect={false} data={[{ value: 'after', label: 'the next business day' }, { value: 'before', label: 'the business day before' }, { value: 'none', label: 'that very day' }]} value={draft.roll} onChange={(value) => value && put('roll', value as 'none')} />
      </div>
      <CodedText label="Name of each job" placeholder="as the pipeline" value={draft.name} set={(name) => put('name', name)} codes="name" maxLength={200} />
      <div className="row wrap" style={{ alignItems: 'flex-start' }}>
        <Select label="The work is about" w={200} allowDeselect={false} value={draft.period} onChange={(value) => value && put('period', value)} data={periodChoices(draft.period)} />
        <NumberInput label="Due in" w={90} min={0} max={3650} value={draft.due} onChange={(value) => put('due', value === '' ? '' : Number(value))} />
        <Select label="Counted in" w={150} allowDeselect={false} data={[{ value: 'days', label: 'days' }, { value: 'business_days', label: 'business days' }, { value: 'weeks', label: 'weeks' }, { value: 'months', label: 'months' }]} value={draft.dueUnit} onChange={(value) => value && put('dueUnit', value as 'days')} />
        <Assign people={draft.people} choose={(people) => put('people', people)} />
      </div>
      <Textarea label="Description of each job" autosize minRows={1} maxRows={8} maxLength={20_000} value={draft.description} onChange={(event) => put('description', event.target.value)} />
    </>
  );
}

function Assign({ people, choose }: { people: readonly string[]; choose: (people: string[]) => void }) {
  const roles = useQuery(rolesQuery);
  const members = useQuery(membersQuery);
  const staff = (members.data ?? []).filter((one) => one.status === 'active' || people.includes(memberKey(one.id)));
  return (
    <MultiSelect
      style={{ flex: '1 1 240px' }}
      label="Assign to"
      searchable
      data={[
        { group: 'Account roles', items: (roles.data ?? []).map((role) => ({ value: roleKey(role.id), label: role.name })) },
        { group: 'Members', items: staff.map((member) => ({ value: memberKey(member.id), label: member.name })) },
      ]}
      value={[...people]}
      onChange={choose}
    />
  );
}
