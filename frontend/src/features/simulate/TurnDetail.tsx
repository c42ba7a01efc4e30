import type { PlanEntry, Told } from '../../api/generated/types.gen';
import './simulate.css';

const LONG = 160;
const FEW = 2;
const MANY = 6;
const SHOWN = 3;

/** What an automation's turn comes to: the verdict of each condition, why, what would fail, and what it makes. `fold`: in little room. */
export function TurnDetail({ turn, at, fold = false }: { turn: PlanEntry; at: (instant: string) => string; fold?: boolean }) {
  const says = turn.reason && !turn.reason.startsWith('Not met:');
  return (
    <div className="turn-detail">
      {turn.verdicts.length > 0 && (
        <ul className="verdicts" aria-label="Conditions">
          {turn.verdicts.map((verdict, place) => (
            <li key={place} data-holds={verdict.holds}>
              <span aria-hidden>{verdict.holds ? '✓' : '✗'}</span> {verdict.text}
              <span className="hidden">{verdict.holds ? ': holds' : ': does not hold'}</span>
            </li>
          ))}
        </ul>
      )}
      {(says || turn.due_at) && <p>{turn.due_at ? `${at(turn.due_at)}. ` : ''}{says ? turn.reason : ''}</p>}
      <Lines lines={turn.lines} fold={fold} />
      {turn.would_fail && <p className="would-fail">Would fail: {turn.would_fail}</p>}
    </div>
  );
}

/** Few and short lines are shown; others are folded behind the first ones in short. */
function Lines({ lines, fold }: { lines: readonly Told[]; fold: boolean }) {
  const many = lines.length > (fold ? FEW : MANY) || lines.some((line) => line.text.length > LONG);
  if (!many) return <List lines={lines} />;
  if (fold) {
    return (
      <details>
        <summary>{inShort(lines.map((line) => line.text).slice(0, FEW).join(' · '))}</summary>
        <List lines={lines} />
      </details>
    );
  }
  return (
    <>
      <List lines={lines.slice(0, SHOWN).map((line) => ({ ...line, text: inShort(line.text) }))} />
      <details>
        <summary>All that it makes</summary>
        <List lines={lines} />
      </details>
    </>
  );
}

const inShort = (text: string): string => {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat.length > LONG ? `${flat.slice(0, LONG)}…` : flat;
};

function List({ lines }: { lines: readonly Told[] }) {
  if (lines.length === 0) return null;
  return (
    <dl className="told">
      {lines.map((line, place) => (
        <div key={place}>
          <dt>{line.label}</dt>
          <dd>{line.text}</dd>
        </div>
      ))}
    </dl>
  );
}
