import { Button, Menu, MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { customFields as fieldsQuery, members as membersQuery, tags as tagsQuery } from '../../api/queries';
import { type Condition, GROUPS, isGroup, isWhole, leavesOf, partsOf } from './condition';
import { FieldCondition } from './FieldCondition';

const KINDS: Record<string, string> = { account_tags: 'Account tags', account_type: 'Account type', custom_field: 'Custom field', priority: 'Priority', assignee: 'Assignee' };
const DEEPEST = 3;
const MOST = 20;

interface ConditionsProps {
  value: readonly Condition[];
  change: (value: Condition[]) => void;
  /** Told whether one is half-filled. */
  half?: (half: boolean) => void;
}

/** A list of conditions that must all hold. Half-filled ones wait here until they are whole. */
export function Conditions({ value, change, half }: ConditionsProps) {
  const [waiting, setWaiting] = useState<Condition[] | null>(null);
  const shown = waiting ?? value;
  const set = (next: Condition[]): void => {
    const whole = next.every(isWhole);
    setWaiting(whole ? null : next);
    half?.(!whole);
    if (whole) change(next);
  };
  return (
    <>
      <List value={shown} change={set} depth={0} room={MOST - shown.flatMap(leavesOf).length} />
      {waiting && <p className="small dim" style={{ margin: '4px 0 0' }}>This counts as soon as it is filled in.</p>}
    </>
  );
}

interface ListProps {
  value: readonly Condition[];
  change: (value: Condition[]) => void;
  depth: number;
  room: number;
}

function List({ value, change, depth, room }: ListProps) {
  const set = (place: number, condition: Condition | null): void => change(value.flatMap((old, at) => (at !== place ? [old] : condition ? [condition] : [])));
  return (
    <div className="stack" style={{ gap: 6 }}>
      {value.map((condition, place) =>
        isGroup(condition) ? (
          <Group key={`group${place}`} value={condition} set={(next) => set(place, next)} depth={depth + 1} room={room} />
        ) : (
          <Leaf key={`${String(condition['kind'])}${place}`} value={condition} set={(next) => set(place, next)} />
        ),
      )}
      {room > 0 && <Add depth={depth} add={(condition) => change([...value, condition])} />}
    </div>
  );
}

interface PartProps {
  value: Condition;
  set: (condition: Condition | null) => void;
}

function Group({ value, set, depth, room }: PartProps & { depth: number; room: number }) {
  return (
    <div role="group" aria-label={GROUPS[String(value['kind'])]} className="condition-group">
      <div className="row">
        <select className="plain-select" aria-label="Which of these must hold" value={String(value['kind'])} onChange={(event) => set({ ...value, kind: event.target.value })}>
          {Object.entries(GROUPS).map(([kind, words]) => <option key={kind} value={kind}>{words}</option>)}
        </select>
        <span className="grow" />
        <Button size="xs" variant="subtle" aria-label="Remove the group" onClick={() => set(null)}>✕</Button>
      </div>
      <List value={partsOf(value)} change={(parts) => set(parts.length ? { ...value, conditions: parts } : null)} depth={depth} room={room} />
    </div>
  );
}

function Leaf({ value, set }: PartProps) {
  const tags = useQuery(tagsQuery);
  const members = useQuery(membersQuery);
  const kind = String(value['kind']);
  const key = kind === 'account_tags' ? 'tags' : 'in';
  const options = () => {
    if (kind === 'account_tags') return (tags.data ?? []).map((tag) => ({ value: tag.id, label: tag.name }));
    if (kind === 'account_type') return ['individual', 'company', 'other'];
    if (kind === 'priority') return ['low', 'medium', 'high', 'urgent'];
    return (members.data ?? []).map((member) => ({ value: member.id, label: member.name }));
  };
  return (
    <div className="row wrap">
      {kind === 'custom_field' ? (
        <FieldCondition value={value} set={set} />
      ) : (
        <>
          <span style={{ width: 100 }}>{KINDS[kind]}</span>
          {kind === 'account_tags' && (
            <select className="plain-select" aria-label="Match" value={String(value['match'])} onChange={(event) => set({ ...value, match: event.target.value })}>
              <option value="any_of">any of</option>
              <option value="all_of">all of</option>
              <option value="none_of">none of</option>
            </select>
          )}
          <MultiSelect className="grow" aria-label={KINDS[kind]} searchable data={options()} value={(value[key] as string[] | undefined) ?? []} onChange={(chosen) => set(chosen.length ? { ...value, [key]: chosen } : null)} />
        </>
      )}
      <Button size="xs" variant="subtle" aria-label="Remove the condition" onClick={() => set(null)}>✕</Button>
    </div>
  );
}

function Add({ depth, add }: { depth: number; add: (condition: Condition) => void }) {
  const tag = useQuery(tagsQuery).data?.[0];
  const member = useQuery(membersQuery).data?.[0];
  const field = useQuery(fieldsQuery).data?.find((one) => !one.archived);
  const fresh: Record<string, Condition | undefined> = {
    account_tags: tag && { kind: 'account_tags', match: 'any_of', tags: [tag.id] },
    account_type: { kind: 'account_type', in: ['individual'] },
    custom_field: field && { kind: 'custom_field', field: field.id, match: 'is_set' },
    priority: { kind: 'priority', in: ['urgent'] },
    assignee: member && { kind: 'assignee', in: [member.id] },
  };
  const items = Object.entries(fresh).flatMap(([kind, condition]) => (condition ? [{ kind, condition }] : []));
  const first: Condition = { kind: 'priority', in: ['urgent'] };
  return (
    <Menu position="bottom-start" returnFocus={false}>
      <Menu.Target>
        <Button size="compact-xs" variant="default" style={{ alignSelf: 'flex-start' }}>+ {depth ? 'Condition in this group' : 'Condition'}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ kind, condition }) => <Menu.Item key={kind} onClick={() => add(condition)}>{KINDS[kind]}</Menu.Item>)}
        {depth < DEEPEST && <Menu.Divider />}
        {depth < DEEPEST && Object.entries(GROUPS).map(([kind, words]) => <Menu.Item key={kind} onClick={() => add({ kind, conditions: [first] })}>A group: {words}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
