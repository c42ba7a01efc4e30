import { useCallback, useEffect, useRef, useState } from 'react';
import type { Card } from './cards';

export type Columns = Map<string, { shown: Card[]; all: number; overdue: number }>;

/** The cards between two of one column, both included; none when they are not in the same. */
export function between(columns: Columns, from: string, to: string): string[] {
  for (const { shown } of columns.values()) {
    const places = [from, to].map((id) => shown.findIndex((card) => card.id === id));
    const [a = -1, b = -1] = places;
    if (a >= 0 && b >= 0) return shown.slice(Math.min(a, b), Math.max(a, b) + 1).map((card) => card.id);
  }
  return [];
}

/** The cards that are selected: one by one, a range of a column with Shift, a whole column. */
export function useSelected(columns: Columns | null) {
  const [selected, set] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const now = useRef({ columns, selected });
  useEffect(() => {
    now.current = { columns, selected };
  });
  const select = useCallback((id: string, range = false) => {
    const rest = range && now.current.columns && last.current ? between(now.current.columns, last.current, id) : [];
    last.current = id;
    set((old) => {
      const next = new Set(old);
      if (rest.length) for (const one of rest) next.add(one);
      else if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const selectAll = useCallback((stage: string) => {
    const shown = now.current.columns?.get(stage)?.shown ?? [];
    set((old) => {
      const next = new Set(old);
      const every = shown.every((card) => old.has(card.id));
      for (const { id } of shown) if (every) next.delete(id);
      else next.add(id);
      return next;
    });
  }, []);
  const clear = useCallback(() => set(new Set()), []);
  /** After an act on these: they are selected no longer, except those that it was refused for. */
  const settle = useCallback((ids: readonly string[], refused: readonly { id: string }[]) => {
    const gone = new Set(ids);
    set((old) => new Set([...[...old].filter((id) => !gone.has(id)), ...(ids.length > 1 ? refused.map((one) => one.id) : [])]));
  }, []);
  const dragged = useCallback((id: string): readonly string[] => (now.current.selected.has(id) ? [...now.current.selected] : [id]), []);
  return { selected, select, selectAll, clear, settle, dragged };
}
