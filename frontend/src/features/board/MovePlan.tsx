import { Checkbox } from '@mantine/core';
import type { ItemAnswer, PlanEntry } from '../../api/generated/types.gen';
import { instantWords } from '../../ui/dates';
import { TurnDetail } from '../simulate/TurnDetail';
import type { Decision } from './plan';

const PLAIN = { border: 0, padding: 0, margin: 0, minWidth: 0 };
const HEAD = { fontWeight: 500, padding: 0 };

/** What the automations of the stage will do, each of which may be left out. */
export function Plan({ plan, skip, setSkip }: { plan: readonly PlanEntry[]; skip: readonly string[]; setSkip: (skip: readonly string[]) => void }) {
  if (plan.length === 0) return <p className="small dim">No automation runs in this stage.</p>;
  return (
    <fieldset style={PLAIN} className="stack">
      <legend style={HEAD}>What will run</legend>
      {plan.map((entry) => {
        const left = skip.includes(entry.automation_id);
        const possible = !['skipped', 'cancelled'].includes(entry.outcome) || left;
        return (
          <div key={entry.automation_id}>
            <Checkbox
              checked={possible && !left}
              disabled={!possible}
              label={`${entry.title}${entry.outward ? ' — leaves the firm, held first' : ''}${entry.makes_action_item ? ' — the job waits for it' : ''}`}
              onChange={() => setSkip(left ? skip.filter((id) => id !== entry.automation_id) : [...skip, entry.automation_id])}
            />
            {!left && <TurnDetail turn={entry} at={instantWords} fold />}
          </div>
        );
      })}
    </fieldset>
  );
}

const DECISIONS: readonly (readonly [Decision, string])[] = [
  ['leave', 'Leave open here'], ['carry', 'Take along: holds the next stage'], ['done', 'Mark done'], ['cancel', 'Cancel'],
];

/** What becomes of something that is still open. */
export function Decide({ value, set }: { value: Decision; set: (decision: Decision) => void }) {
  return (
    <select className="plain-select" value={value} onChange={(event) => set(event.target.value as Decision)}>
      {DECISIONS.map(([key, words]) => <option key={key} value={key}>{words}</option>)}
    </select>
  );
}

export function OpenItems({ items, decisions, decide }: { items: readonly ItemAnswer[]; decisions: Readonly<Record<string, Decision>>; decide: (id: string, decision: Decision) => void }) {
  return (
    <fieldset style={PLAIN} className="stack">
      <legend style={HEAD}>Still open here</legend>
      {items.map((item) => (
        <label key={item.id} className="row">
          <span className="grow cut">{item.title}</span>
          <Decide value={decisions[item.id] ?? 'leave'} set={(decision) => decide(item.id, decision)} />
        </label>
      ))}
    </fieldset>
  );
}
