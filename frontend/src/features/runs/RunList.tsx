import { Button, Checkbox } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import type { RunAnswer } from '../../api/generated/types.gen';
import { instantWords } from '../../ui/dates';
import { StatusChip } from '../../ui/facts';
import { notRetryable } from './words';

interface Props {
  runs: readonly RunAnswer[];
  selected: ReadonlySet<string>;
  all: boolean;
  opened: string | undefined;
  /** What became of a retry that was refused, by the run's id. */
  refused: ReadonlyMap<string, string>;
  toggle: (id: string, range?: boolean) => void;
  toggleAll: () => void;
  open: (id: string | undefined) => void;
  retry: (ids: readonly string[]) => void;
}

const isFailed = (run: RunAnswer): boolean => run.state === 'failed';

/** The runs, one a row. Arrows walk them, `x` selects, Shift with an arrow selects a range, Enter opens, `r` tries again. */
export function RunList({ runs, selected, all, opened, refused, toggle, toggleAll, open, retry }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  const selectable = runs.some(isFailed);
  const go = (row: HTMLElement, by: 1 | -1): RunAnswer | undefined => {
    const rows = [...(body.current?.rows ?? [])];
    const next = rows[rows.indexOf(row as HTMLTableRowElement) + by];
    next?.focus();
    return runs[rows.indexOf(row as HTMLTableRowElement) + by];
  };
  const press = (event: KeyboardEvent<HTMLTableRowElement>, run: RunAnswer): void => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const by = key === 'ArrowDown' || key === 'j' ? 1 : key === 'ArrowUp' || key === 'k' ? -1 : 0;
    if (by) {
      const next = go(event.currentTarget, by);
      if (event.shiftKey && next) {
        if (isFailed(run) && !selected.has(run.id)) toggle(run.id);
        if (isFailed(next) && !selected.has(next.id)) toggle(next.id);
      }
    } else if (key === 'x' && isFailed(run)) toggle(run.id, event.shiftKey);
    else if (key === 'Enter') open(run.id);
    else if (key === 'Escape') open(undefined);
    else if (key === 'r' && isFailed(run)) retry(selected.size ? [...selected] : [run.id]);
    else return;
    event.preventDefault();
  };
  return (
    <div className="sheet">
      <table className="ledger" aria-label="Runs">
        <thead>
          <tr>
            {selectable && <th style={{ width: 30 }}><Checkbox size="xs" aria-label="Select all failed runs of this page" checked={all} indeterminate={!all && selected.size > 0} onChange={toggleAll} /></th>}
            <th>When</th><th>State</th><th>Automation</th><th>Job</th><th>Stage</th><th>Why</th><th />
          </tr>
        </thead>
        <tbody ref={body}>
          {runs.map((run, place) => {
            const why = refused.get(run.id);
            return (
              <tr key={run.id} tabIndex={run.id === opened || (!opened && place === 0) ? 0 : -1} data-run={run.id} data-selected={selected.has(run.id)} style={run.id === opened || selected.has(run.id) ? { background: 'var(--tm-sunken)' } : undefined} onKeyDown={(event) => press(event, run)}>
                {selectable && <td>{isFailed(run) && <Checkbox size="xs" aria-label={`Select ${run.title}, ${run.account_name}`} checked={selected.has(run.id)} onChange={() => undefined} onClick={(event) => toggle(run.id, event.shiftKey)} />}</td>}
                <td className="dim" style={{ whiteSpace: 'nowrap' }}>{instantWords(run.created_at)}</td>
                <td><StatusChip status={run.state} /></td>
                <td><button type="button" className="text-button" aria-expanded={run.id === opened} onClick={() => open(run.id === opened ? undefined : run.id)}>{run.title}</button></td>
                <td>{run.account_name} · {run.job_name}</td>
                <td>{run.stage_name}</td>
                <td className={why ? undefined : 'dim'} style={why ? { color: 'var(--tm-overdue-fg)' } : undefined}>
                  {why ?? run.reason}
                  {!why && run.not_retryable && <div className="small">{notRetryable(run.not_retryable)}</div>}
                </td>
                <td>{run.retryable && <Button size="compact-xs" variant="default" onClick={() => retry([run.id])}>Retry</Button>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
