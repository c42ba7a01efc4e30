import { Button } from '@mantine/core';
import { useKeysSwitch } from '../../ui/keys';
import type { Kind } from './BulkDialog';
import type { Snapshot } from './cards';
import type { Progress, Refusal } from './use-bulk';

interface Props {
  count: number;
  names: Snapshot;
  progress: Progress | null;
  refusals: readonly Refusal[];
  move: () => void;
  change: (kind: Kind) => void;
  clear: () => void;
  forget: () => void;
}

const CHANGES: readonly (readonly [Kind, string, string])[] = [
  ['people', 'Assign…', 'a'], ['dates', 'Dates…', 'd'], ['priority', 'Priority…', 'p'], ['tags', 'Tags…', 't'], ['status', 'Status…', 's'],
];

/** What can be done to all that is selected; what was refused of it, and why, until somebody has read it. */
export function BulkBar({ count, names, progress, refusals, move, change, clear, forget }: Props) {
  const [keys] = useKeysSwitch();
  const busy = progress !== null;
  return (
    <div className="bulk" role="toolbar" aria-label="Selection">
      {refusals.length > 0 && (
        <section className="bulk-refused" aria-label="Refused" role="alert">
          <div className="row">
            <strong className="grow">{refusals.length === 1 ? 'One job was' : `${refusals.length} jobs were`} left as {refusals.length === 1 ? 'it was' : 'they were'}</strong>
            <button type="button" className="icon-button" aria-label="Close" onClick={forget}>✕</button>
          </div>
          <ul>
            {refusals.map(({ id, detail }) => {
              const card = names.cards.get(id);
              return <li key={id}>{card && <b>{card.account} · {card.name}: </b>}{detail}</li>;
            })}
          </ul>
        </section>
      )}
      {progress && (
        <label className="row">
          <progress value={progress.done} max={progress.all} aria-label="Progress" />
          <span className="small">{progress.done} of {progress.all}</span>
        </label>
      )}
      {count > 0 && (
        <div className="bulk-acts">
          <strong>{count} selected</strong>
          <Button size="xs" disabled={busy} onClick={move}>Move… {keys && <kbd>m</kbd>}</Button>
          {CHANGES.map(([kind, words, key]) => (
            <Button key={kind} size="xs" variant="default" disabled={busy} onClick={() => change(kind)}>{words} {keys && <kbd>{key}</kbd>}</Button>
          ))}
          <Button size="xs" variant="subtle" onClick={clear}>Clear</Button>
        </div>
      )}
    </div>
  );
}
