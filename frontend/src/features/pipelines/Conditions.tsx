import { Button, MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { members as membersQuery, tags as tagsQuery } from '../../api/queries';

export type Condition = Record<string, unknown>;
const NEW: Record<string, Condition> = {
  account_tags: { kind: 'account_tags', match: 'any_of', tags: [] },
  account_type: { kind: 'account_type', in: ['individual'] },
  priority: { kind: 'priority', in: ['urgent'] },
  assignee: { kind: 'assignee', in: [] },
};
const KINDS: Record<string, string> = { account_tags: 'Account tags', account_type: 'Account type', priority: 'Priority', assignee: 'Assignee' };

/** A list of conditions that must all hold. Half-filled ones wait until they are whole. */
export function Conditions({ value, change }: { value: readonly Condition[]; change: (value: Condition[]) => void }) {
  const tags = useQuery(tagsQuery);
  const members = useQuery(membersQuery);
  const set = (place: number, condition: Condition): void => change(value.map((old, at) => (at === place ? condition : old)));
  const options = (kind: unknown) => {
    if (kind === 'account_tags') return (tags.data ?? []).map((tag) => ({ value: tag.id, label: tag.name }));
    if (kind === 'account_type') return ['individual', 'company', 'other'];
    if (kind === 'priority') return ['low', 'medium', 'high', 'urgent'];
    return (members.data ?? []).map((member) => ({ value: member.id, label: member.name }));
  };
  return (
    <div className="stack" style={{ gap: 6 }}>
      {value.map((condition, place) => {
        const kind = String(condition['kind']);
        const key = kind === 'account_tags' ? 'tags' : 'in';
        return (
          <div key={`${kind}${place}`} className="row wrap">
            <span style={{ width: 100 }}>{KINDS[kind]}</span>
            {kind === 'account_tags' && (
              <select className="plain-select" aria-label="Match" value={String(condition['match'])} onChange={(event) => set(place, { ...condition, match: event.target.value })}>
                <option value="any_of">any of</option>
                <option value="all_of">all of</option>
                <option value="none_of">none of</option>
              </select>
            )}
            <MultiSelect className="grow" aria-label={KINDS[kind]} searchable data={options(kind)} value={(condition[key] as string[] | undefined) ?? []} onChange={(chosen) => (chosen.length ? set(place, { ...condition, [key]: chosen }) : change(value.filter((_, at) => at !== place)))} />
            <Button size="xs" variant="subtle" aria-label="Remove the condition" onClick={() => change(value.filter((_, at) => at !== place))}>✕</Button>
          </div>
        );
      })}
      <div className="row wrap">
        {Object.keys(KINDS).map((kind) => (
          <Button
            key={kind}
            size="compact-xs"
            variant="default"
            disabled={kind === 'account_tags' && !tags.data?.length}
            onClick={() => {
              const first = kind === 'account_tags' ? { tags: [tags.data?.[0]?.id ?? ''] } : kind === 'assignee' ? { in: [members.data?.[0]?.id ?? ''] } : {};
              change([...value, { ...NEW[kind], ...first }]);
            }}
          >
            + {KINDS[kind]}
          </Button>
        ))}
      </div>
    </div>
  );
}
