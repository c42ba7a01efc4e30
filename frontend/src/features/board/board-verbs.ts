import type { StageAnswer } from '../../api/generated/types.gen';
import type { KeyLine } from '../../ui/keys';
import type { Kind } from './BulkDialog';
import type { Columns } from './use-selected';

/** What the keys act on, as it is now. */
export interface BoardAtHand {
  stages: readonly StageAnswer[];
  columns: Columns | null;
  focused: string | null;
  /** The stage over which a card is held that was picked up. */
  held: string | null;
  setFocused: (id: string) => void;
  open: (id: string) => void;
  select: (id: string, range?: boolean) => void;
  selectAll: (stage: string) => void;
  move: (id: string) => void;
  change: (kind: Kind, id: string) => void;
  moveTo: (id: string, stage: StageAnswer) => void;
  pickUp: (id: string, stage: string) => void;
  holdOver: (stage: string) => void;
  drop: () => void;
  add: (stage: StageAnswer) => void;
  mine: () => void;
  collapse: (stage: string) => void;
  density: () => void;
  undo: () => void;
  close: () => void;
}

/** A key that was pressed: `onCard` is the card with the focus, `id` that or the one that had it last. */
export interface At {
  board: BoardAtHand;
  key: string;
  onCard: string | undefined;
  id: string | null;
  onControl: boolean;
}

/** Something that can be done by key; the help is this list. */
export interface Verb extends KeyLine {
  keys: readonly string[];
  when?: (at: At) => boolean;
  do: (at: At) => void;
}

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowDown: [0, 1], j: [0, 1], ArrowUp: [0, -1], k: [0, -1], ArrowRight: [1, 0], l: [1, 0], ArrowLeft: [-1, 0], h: [-1, 0],
};
const focusOn = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();
const onCard = (at: At): boolean => at.onCard !== undefined;
const someCard = (at: At): boolean => at.id !== null;
const change = (key: string, name: string, kind: Kind): Verb => ({
  keys: [key], shown: key, name, when: someCard, do: ({ board, id }) => id && board.change(kind, id),
});

export const BOARD_VERBS: readonly Verb[] = [
  { keys: ['/'], shown: '/', name: 'search the board', do: () => focusOn('[data-search]') },
  { keys: ['f'], shown: 'f', name: 'filter', do: () => focusOn('.board-tools select') },
  { keys: ['q'], shown: 'q', name: 'only mine, or all again', do: ({ board }) => board.mine() },
  { keys: Object.keys(ARROWS), shown: 'arrows or h j k l', name: 'walk the board', when: (at) => onCard(at) || !at.onControl, do: walk },
  { keys: ['Enter'], shown: 'Enter', name: 'open the job', when: (at) => onCard(at) && !at.board.held, do: ({ board, id }) => id && board.open(id) },
  { keys: [' '], shown: 'Space', name: 'pick the card up; arrows choose the stage, Space drops it', when: onCard, do: pickUpOrDrop },
  { keys: ['m'], shown: 'm', name: 'move', when: someCard, do: ({ board, id }) => id && board.move(id) },
  { keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'], shown: 'Shift ← →', name: 'previous or next stage', when: onCard, do: shift },
  { keys: ['x'], shown: 'x', name: 'select', when: someCard, do: ({ board, id }) => id && board.select(id) },
  { keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], shown: 'Shift ↑ ↓', name: 'select up to the next card', when: onCard, do: extend },
  { keys: ['X'], shown: 'Shift x', name: 'select the column', do: (at) => withStage(at, (stage) => at.board.selectAll(stage.id)) },
  change('a', 'assign people', 'people'),
  change('d', 'dates', 'dates'),
  change('p', 'priority', 'priority'),
  change('t', 'tags of the account', 'tags'),
  change('s', 'status', 'status'),
  { keys: ['c'], shown: 'c', name: 'add jobs', do: (at) => withStage(at, at.board.add) },
  { keys: ['['], shown: '[', name: 'collapse the column', do: (at) => withStage(at, (stage) => at.board.collapse(stage.id)) },
  { keys: ['v'], shown: 'v', name: 'compact or comfortable cards', do: ({ board }) => board.density() },
  { keys: ['z'], shown: 'z', name: 'undo the last act', do: ({ board }) => board.undo() },
  { keys: ['Escape'], shown: 'Esc', name: 'close, put the card back, or select nothing', do: ({ board }) => board.close() },
];

/** Where a card is: its column among the stages and its place in it. */
function placeOf(board: BoardAtHand, id: string | null): [number, number] | null {
  for (const [column, stage] of board.stages.entries()) {
    const place = board.columns?.get(stage.id)?.shown.findIndex((card) => card.id === id) ?? -1;
    if (place >= 0) return [column, place];
  }
  return null;
}

/** The stage of the card with the focus, else the first. */
function withStage({ board, id }: At, act: (stage: StageAnswer) => void): void {
  const stage = board.stages[placeOf(board, id)?.[0] ?? 0];
  if (stage) act(stage);
}

function walk({ board, id, key }: At): void {
  const [right, down] = ARROWS[key] ?? [0, 0];
  if (board.held) {
    const next = board.stages[board.stages.findIndex((stage) => stage.id === board.held) + right];
    if (next) board.holdOver(next.id);
    return;
  }
  const at = placeOf(board, id) ?? [0, -1];
  if (down) {
    const next = board.columns?.get(board.stages[at[0]]?.id ?? '')?.shown[at[1] + down];
    if (next) board.setFocused(next.id);
    return;
  }
  for (let column = at[0] + right; column >= 0 && column < board.stages.length; column += right) {
    const shown = board.columns?.get(board.stages[column]?.id ?? '')?.shown ?? [];
    const next = shown[Math.min(Math.max(at[1], 0), shown.length - 1)];
    if (next) return board.setFocused(next.id);
  }
}

function shift({ board, id, key }: At): void {
  const at = placeOf(board, id);
  const stage = at && board.stages[at[0] + (key === 'Shift+ArrowRight' ? 1 : -1)];
  if (id && stage) board.moveTo(id, stage);
}

/** The card with the focus, and the next one too: a range grows from where it began. */
function extend({ board, id, key }: At): void {
  const at = placeOf(board, id);
  const next = at && board.columns?.get(board.stages[at[0]]?.id ?? '')?.shown[at[1] + (key === 'Shift+ArrowDown' ? 1 : -1)];
  if (!id || !next) return;
  board.select(id, true);
  board.select(next.id, true);
  board.setFocused(next.id);
}

function pickUpOrDrop({ board, id }: At): void {
  const at = placeOf(board, id);
  const stage = at && board.stages[at[0]];
  if (board.held) board.drop();
  else if (id && stage) board.pickUp(id, stage.id);
}
