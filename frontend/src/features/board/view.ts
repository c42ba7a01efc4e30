import type { CardSort } from '../../api/generated/types.gen';
import { daysBetween, today } from '../../ui/dates';
import type { Card } from './cards';

export type Density = 'comfortable' | 'compact';

/** What the board shows: kept in the URL. */
export interface View {
  q?: string | undefined;
  who?: string | undefined;
  tag?: string | undefined;
  due?: 'overdue' | 'today' | 'week' | 'none' | undefined;
  priority?: string | undefined;
  /** open, done, or a custom status by its id. */
  status?: string | undefined;
  /** Over the stage's time limit, or longer than so many days in the stage. */
  stuck?: string | undefined;
  /** What the client sees: a client-facing status by its id, shown, or hidden. */
  client?: string | undefined;
  sort?: 'due' | 'start' | 'account' | 'time' | 'limit' | 'priority' | 'created' | undefined;
  density?: Density | undefined;
  job?: string | undefined;
}

export const isFiltered = (view: View): boolean =>
  Boolean(view.q || view.who || view.tag || view.due || view.priority || view.status || view.stuck || view.client);

/** What the cards are sorted by when nobody chose: the pipeline's setting. */
export const USUAL_SORT: Record<CardSort, NonNullable<View['sort']>> = {
  account_name: 'account', time_in_stage: 'time', stage_limit: 'limit', start_date: 'start', due_date: 'due', created_at: 'created', priority: 'priority',
};

const FAR = '9999-12-31';
const DAY = 86_400_000;
const SORTS: Record<NonNullable<View['sort']>, (a: Card, b: Card) => number> = {
  due: (a, b) => ((a.due ?? FAR) < (b.due ?? FAR) ? -1 : (a.due ?? FAR) > (b.due ?? FAR) ? 1 : a.account < b.account ? -1 : 1),
  account: (a, b) => a.account.localeCompare(b.account),
  start: (a, b) => ((a.start ?? FAR) < (b.start ?? FAR) ? -1 : (a.start ?? FAR) > (b.start ?? FAR) ? 1 : SORTS.due(a, b)),
  time: (a, b) => a.enteredAt - b.enteredAt,
  limit: (a, b) => (a.limitAt === b.limitAt ? a.enteredAt - b.enteredAt : (a.limitAt ?? Infinity) - (b.limitAt ?? Infinity)),
  priority: (a, b) => b.priority - a.priority || SORTS.due(a, b),
  created: (a, b) => b.createdAt - a.createdAt,
};

export function passes(card: Card, view: View, who: number, tag: number, now: string, instant = Date.now()): boolean {
  if (view.q && !card.haystack.includes(view.q.toLowerCase())) return false;
  if (view.who && (view.who === 'nobody' ? card.assignees.length > 0 : !card.assignees.includes(who))) return false;
  if (view.tag && !card.tags.includes(tag)) return false;
  if (view.priority && String(card.priority) !== view.priority) return false;
  if (view.status && !hasStatus(card, view.status)) return false;
  if (view.client && !clientSees(card, view.client)) return false;
  if (view.stuck && !isStuck(card, view.stuck, instant)) return false;
  return !view.due || dueMatches(card, view.due, now);
}

const hasStatus = (card: Card, wanted: string): boolean =>
  wanted === 'done' ? card.completed : wanted === 'open' ? !card.completed && !card.custom : card.custom === wanted;

const clientSees = (card: Card, wanted: string): boolean =>
  wanted === 'hidden' ? !card.shown : wanted === 'shown' ? card.shown : card.client === wanted;

/** Over its stage's time limit; what is completed is not. */
export const isOverLimit = (card: Card, instant = Date.now()): boolean => !card.completed && card.limitAt !== null && card.limitAt <= instant;

const isStuck = (card: Card, wanted: string, instant: number): boolean =>
  wanted === 'limit' ? isOverLimit(card, instant) : !card.completed && instant - card.enteredAt > Number(wanted) * DAY;

function dueMatches(card: Card, wanted: NonNullable<View['due']>, now: string): boolean {
  if (wanted === 'none') return card.due === null;
  if (card.due === null || card.completed) return false;
  if (wanted === 'overdue') return isOverdue(card, now);
  const left = daysBetween(now, card.due);
  return wanted === 'today' ? left === 0 : left >= 0 && left < 7;
}

/** Active and past its due date: what is completed, or has a status of its own (on hold), is not. */
export const isOverdue = (card: Card, now = today()): boolean => !card.completed && !card.custom && card.due !== null && card.due < now;

/** All cards in the order of the view: done once, so that a filter only has to leave out. */
export const inOrder = (cards: Iterable<Card>, sort: View['sort']): readonly Card[] => [...cards].sort(SORTS[sort ?? 'due']);

/** The cards of each stage that the view lets through, in the order given, and how many there are in all. */
export function arrange(
  cards: Iterable<Card>,
  stages: readonly string[],
  view: View,
  who: number,
  tag: number,
): Map<string, { shown: Card[]; all: number; overdue: number }> {
  const columns = new Map(stages.map((id) => [id, { shown: [] as Card[], all: 0, overdue: 0 }]));
  const now = today();
  for (const card of cards) {
    const column = columns.get(card.stage);
    if (!column) continue;
    column.all++;
    if (!passes(card, view, who, tag, now)) continue;
    column.shown.push(card);
    if (isOverdue(card, now)) column.overdue++;
  }
  return columns;
}
