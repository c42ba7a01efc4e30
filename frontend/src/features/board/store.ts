import { type Card, isElsewhere, type JobObject, type Snapshot, without, withJob } from './cards';

/** A move that was asked for and not yet answered. */
export interface Pending {
  operation: string;
  to: string;
}

/** The server's snapshot, with the moves laid over it that are still on their way. */
export interface BoardState {
  base: Snapshot;
  pending: ReadonlyMap<string, Pending>;
}

export const laidOver = (state: BoardState, card: Card): Card => {
  const pending = state.pending.get(card.id);
  return pending ? { ...card, stage: pending.to, enteredAt: Date.now(), limitAt: null, open: 0, total: 0, running: 1, failed: 0, stopped: 0 } : card;
};

/** A small store: the stream changes the base and never the pending moves; a refusal takes back only its own. */
export class BoardStore {
  private watchers = new Set<() => void>();

  constructor(private state: BoardState) {}

  get = (): BoardState => this.state;

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  setBase(base: Snapshot): void {
    this.set({ ...this.state, base });
  }

  begin(moves: ReadonlyMap<string, Pending>): void {
    this.set({ ...this.state, pending: new Map([...this.state.pending, ...moves]) });
  }

  /** The answer to one move: the card as the server has it, null when it left the board, or as it was. */
  settle(id: string, operation: string, card?: Card | null): void {
    if (this.state.pending.get(id)?.operation !== operation) return;
    const pending = new Map(this.state.pending);
    pending.delete(id);
    let base = this.state.base;
    const known = base.cards.get(id);
    if (card && (!known || card.version >= known.version)) base = { ...base, cards: new Map(base.cards).set(id, card) };
    if (card === null) base = without(base, id);
    this.set({ base, pending });
  }

  /** The server told how these jobs are now. */
  told(jobs: readonly JobObject[]): void {
    const { base } = this.state;
    const cards = new Map(base.cards);
    for (const job of jobs) {
      const card = cards.get(job.id);
      if (!card || job.version < card.version) continue;
      if (job.status === 'archived' || isElsewhere(base, job)) cards.delete(job.id);
      else cards.set(job.id, withJob(base, card, job));
    }
    if (jobs.length) this.setBase({ ...base, cards });
  }

  private set(state: BoardState): void {
    this.state = state;
    for (const watcher of this.watchers) watcher();
  }
}
