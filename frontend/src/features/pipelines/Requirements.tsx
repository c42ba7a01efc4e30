import { Button, NumberInput } from '@mantine/core';
import type { StageAnswer, StageChange } from '../../api/generated/types.gen';
import { PERMISSIONS } from '../settings/permissions';

type Requirement = Record<string, unknown>;
const FIELDS: Record<string, string> = { assignee_ids: 'an assignee', due_date: 'a due date', start_date: 'a start date', internal_deadline: 'an internal deadline', description: 'a description' };
const NEW: Record<string, Requirement> = {
  field: { kind: 'field', field: 'due_date', mode: 'block' },
  tasks_done: { kind: 'tasks_done', mode: 'block' },
  permission: { kind: 'permission', permission: 'manage_invoices', mode: 'block' },
};
const KINDS: Record<string, string> = { field: 'A field is set', tasks_done: 'All tasks are done', permission: 'Who may move in' };

/** What a job needs before it may enter, and how many jobs have room. Holds by hand, by automation and through the API. */
export function Requirements({ stage, save }: { stage: StageAnswer; save: (change: StageChange) => void }) {
  const list = stage.requirements as Requirement[];
  const set = (changed: Requirement[]): void => save({ requirements: changed as StageChange['requirements'] & object });
  const replace = (place: number, requirement: Requirement): void => set(list.map((old, at) => (at === place ? requirement : old)));
  const limit = stage.wip_limit;
  const room = limit ? Number(limit['amount']) : '';
  const saveRoom = (amount: number, mode: string): void => save({ wip_limit: Number.isNaN(amount) ? null : { amount, mode: mode as 'block' } });
  return (
    <div>
      <div style={{ fontWeight: 500, marginBottom: 4 }}>Before a job enters</div>
      <div className="stack" style={{ gap: 6 }}>
        {list.map((requirement, place) => {
          const kind = String(requirement['kind']);
          return (
            <div key={`${kind}${place}`} className="row wrap">
              {kind === 'field' && <Pick label="Field" words="it needs" value={requirement['field']} options={FIELDS} pick={(field) => replace(place, { ...requirement, field })} />}
              {kind === 'tasks_done' && <span className="grow">all its tasks must be done</span>}
              {kind === 'permission' && (
                <Pick label="Permission" words="whoever moves it must be permitted to" value={requirement['permission']} options={Object.fromEntries(PERMISSIONS.map((one) => [one.value, one.label]))} pick={(permission) => replace(place, { ...requirement, permission })} />
              )}
              <Mode value={requirement['mode']} set={(mode) => replace(place, { ...requirement, mode })} />
              <Button size="xs" variant="subtle" aria-label="Remove the requirement" onClick={() => set(list.filter((_, at) => at !== place))}>✕</Button>
            </div>
          );
        })}
        <div className="row wrap">
          {Object.entries(KINDS).map(([kind, label]) => (
            <Button key={kind} size="compact-xs" variant="default" disabled={kind === 'tasks_done' && list.some((one) => one['kind'] === kind)} onClick={() => set([...list, NEW[kind] ?? {}])}>+ {label}</Button>
          ))}
        </div>
        <div className="row wrap" style={{ alignItems: 'flex-end' }}>
          <NumberInput
            key={`w${room}`}
            label="Room for (WIP limit)"
            w={150}
            min={1}
            max={100000}
            suffix=" jobs"
            placeholder="no limit"
            defaultValue={room}
            onBlur={(event) => {
              const amount = Number.parseInt(event.target.value, 10);
              if (amount !== room && !(Number.isNaN(amount) && !limit)) saveRoom(amount, String(limit?.['mode'] ?? 'block'));
            }}
          />
          {limit && <Mode value={limit['mode']} set={(mode) => saveRoom(Number(room), mode)} />}
        </div>
      </div>
    </div>
  );
}

function Pick({ label, words, value, options, pick }: { label: string; words: string; value: unknown; options: Record<string, string>; pick: (value: string) => void }) {
  return (
    <label className="row grow wrap">
      {words}
      <select className="plain-select" aria-label={label} value={String(value)} onChange={(event) => pick(event.target.value)}>
        {Object.entries(options).map(([key, words]) => <option key={key} value={key}>{words}</option>)}
      </select>
    </label>
  );
}

function Mode({ value, set }: { value: unknown; set: (mode: string) => void }) {
  return (
    <select className="plain-select" aria-label="When it does not hold" value={String(value)} onChange={(event) => set(event.target.value)}>
      <option value="block">else refuse</option>
      <option value="warn">else ask</option>
    </select>
  );
}
