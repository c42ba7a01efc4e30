import { useEffect, useRef } from 'react';
import type { StageAnswer } from '../../api/generated/types.gen';
import type { Kind } from './BulkDialog';
import type { Card } from './cards';

interface Board {
  stages: readonly StageAnswer[];
  columns: Map<string, { shown: Card[] }> | null;
  focused: string | null;
  setFocused: (id: string) => void;
  open: (id: string) => void;
  select: (id: string) => void;
  move: (ids: readonly string[]) => void;
  change: (kind: Kind, ids: readonly string[]) => void;
  moveTo: (id: string, stage: StageAnswer) => void;
  undo: () => void;
  close: () => void;
}

const ARROWS: Record<string, [number, number]> = {
  ArrowDown: [0, 1], j: [0, 1], ArrowUp: [0, -1], k: [0, -1], ArrowRight: [1, 0], l: [1, 0], ArrowLeft: [-1, 0], h: [-1, 0],
};

const CHANGES: Record<string, Kind> = { a: 'people', d: 'dates', p: 'priority', t: 'tags', s: 'status' };

/** Single keys on the board; none while somebody types or a dialog is open. */
export function useBoardKeys(board: Board): void {
  const now = useRef(board);
  useEffect(() => {
    now.current = board;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return;
      if (act(now.current, event, target)) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

function act(board: Board, event: KeyboardEvent, target: HTMLElement): boolean {
  const { key } = event;
  if (key === '/') {
    document.querySelector<HTMLInputElement>('[data-search]')?.focus();
    return true;
  }
  if (key === 'z') return board.undo(), true;
  if (key === 'Escape') return board.close(), true;
  const onCard = target.closest<HTMLElement>('[data-card]')?.dataset['card'];
  const id = onCard ?? board.focused;
  const step = ARROWS[key];
  if (step && !(target.closest('button, a') && !onCard)) return event.shiftKey && onCard ? shift(board, onCard, step[0]) : walk(board, id, step);
  if (!id) return false;
  if (key === 'm') return board.move([id]), true;
  const kind = CHANGES[key];
  if (kind) return board.change(kind, [id]), true;
  if (key === 'x') return board.select(id), true;
  if ((key === 'Enter' || key === ' ') && onCard) return board.open(onCard), true;
  return false;
}

/** Where a card is: its column among the stages and its place in it. */
function placeOf(board: Board, id: string | null): [number, number] | null {
  for (const [column, stage] of board.stages.entries()) {
    const place = board.columns?.get(stage.id)?.shown.findIndex((card) => card.id === id) ?? -1;
    if (place >= 0) return [column, place];
  }
  return null;
}

function walk(board: Board, id: string | null, [right, down]: [number, number]): boolean {
  const at = placeOf(board, id) ?? [0, -1];
  if (down) {
    const next = board.columns?.get(board.stages[at[0]]?.id ?? '')?.shown[at[1] + down];
    if (next) board.setFocused(next.id);
    return true;
  }
  for (let column = at[0] + right; column >= 0 && column < board.stages.length; column += right) {
    const shown = board.columns?.get(board.stages[column]?.id ?? '')?.shown ?? [];
    const next = shown[Math.min(Math.max(at[1], 0), shown.length - 1)];
    if (next) {
      board.setFocused(next.id);
      break;
    }
  }
  return true;
}

function shift(board: Board, id: string, right: number): boolean {
  const at = placeOf(board, id);
  const stage = at && board.stages[at[0] + right];
  if (stage && right) board.moveTo(id, stage);
  return true;
}
