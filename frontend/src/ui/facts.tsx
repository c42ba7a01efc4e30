import { colorOf } from './theme';
import { dueWords } from './dates';
import { Icon } from './icons';

export function DueChip({ due, done = false }: { due: string | null; done?: boolean }) {
  if (!due) return null;
  const { words, tone } = dueWords(due, done);
  return (
    <span className="chip" data-tone={tone}>
      {tone === 'overdue' && <span aria-hidden>◷</span>}
      {words}
    </span>
  );
}

export type PriorityName = 'low' | 'medium' | 'high' | 'urgent';
const SHAPES: Record<PriorityName, string> = {
  low: 'M2 5l4 4 4-4',
  medium: '',
  high: 'M2 8l4-4 4 4',
  urgent: 'M2 6l4-4 4 4M2 10.5l4-4 4 4',
};

/** Priority by shape: down, nothing, up, twice up. */
export function PriorityGlyph({ priority }: { priority: string }) {
  const shape = SHAPES[priority as PriorityName];
  if (!shape) return null;
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" role="img" aria-label={`${priority} priority`}>
      <title>{priority} priority</title>
      <path d={shape} fill="none" stroke={priority === 'urgent' ? 'var(--tm-overdue-fg)' : 'currentColor'} strokeWidth="1.8" />
    </svg>
  );
}

export function TagPill({ name, color }: { name: string; color: string }) {
  return (
    <span className="tag">
      <i style={{ background: colorOf(color) }} />
      {name}
    </span>
  );
}

/** What the client sees of a job: its client-facing status, or only that it is shown. */
export function ClientPill({ status }: { status: { name: string; color: string } | undefined }) {
  const words = status?.name ?? 'shown to the client';
  return (
    <span className="tag" data-client title={`The client sees: ${words}`}>
      <Icon name="eye" size={13} />
      <span className="hidden">The client sees: </span>
      {status && <i style={{ background: colorOf(status.color) }} />}
      <span className="cut">{words}</span>
    </span>
  );
}

const initials = (name: string): string =>
  name.split(/\s+/).map((part) => part[0] ?? '').slice(0, 2).join('').toUpperCase();

export function Avatar({ name, color }: { name: string; color: string }) {
  return (
    <span className="avatar" style={{ background: `color-mix(in srgb, ${colorOf(color)} 55%, white)` }} title={name} role="img" aria-label={name}>
      {initials(name)}
    </span>
  );
}

const STATUS: Record<string, { tone: string; mark: string }> = {
  completed: { tone: 'done', mark: '✓' },
  succeeded: { tone: 'done', mark: '✓' },
  delivered: { tone: 'done', mark: '✓' },
  active: { tone: 'plain', mark: '' },
  archived: { tone: 'hold', mark: '▤' },
  canceled: { tone: 'hold', mark: '×' },
  cancelled: { tone: 'hold', mark: '×' },
  skipped: { tone: 'hold', mark: '↷' },
  waiting: { tone: 'client', mark: '…' },
  claimed: { tone: 'client', mark: '…' },
  failed: { tone: 'overdue', mark: '!' },
  stopped: { tone: 'overdue', mark: '■' },
  in_progress: { tone: 'week', mark: '…' },
  in_review: { tone: 'week', mark: '…' },
};

/** A job's status: a custom one by its own name. */
export function JobStatusChip({ job }: { job: { status: string; status_name?: string | null } }) {
  if (job.status !== 'custom') return <StatusChip status={job.status} />;
  return (
    <span className="chip" data-tone="hold">
      <Icon name="pause" size={10} />
      {job.status_name ?? 'custom'}
    </span>
  );
}

export function StatusChip({ status }: { status: string }) {
  const known = STATUS[status] ?? { tone: 'plain', mark: '' };
  return (
    <span className="chip" data-tone={known.tone}>
      {known.mark && <span aria-hidden>{known.mark}</span>}
      {status.replaceAll('_', ' ')}
    </span>
  );
}
