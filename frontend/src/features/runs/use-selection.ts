import { useCallback, useRef, useState } from 'react';

/** Rows that are selected: one by one, a range from the last one with shift, or all. */
export function useSelection(ids: readonly string[]) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const toggle = useCallback(
    (id: string, range = false) => {
      const from = last.current === null ? -1 : ids.indexOf(last.current);
      const to = ids.indexOf(id);
      setSelected((before) => {
        const next = new Set(before);
        if (range && from >= 0) for (const one of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one);
        else if (!next.delete(id)) next.add(id);
        return next;
      });
      last.current = id;
    },
    [ids],
  );
  const all = ids.length > 0 && ids.every((id) => selected.has(id));
  return { selected, toggle, set: (to: Iterable<string>) => setSelected(new Set(to)), all };
}
