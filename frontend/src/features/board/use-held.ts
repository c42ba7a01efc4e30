import { useCallback, useEffect, useState } from 'react';

/** Cards that were picked up by key, where they came from, and over which stage they are held. */
export interface Held {
  ids: readonly string[];
  from: string;
  over: string;
}

/** A drag by keyboard: picked up, held over one stage after the other, dropped or put back. A click elsewhere puts back. */
export function useHeld() {
  const [held, setHeld] = useState<Held | null>(null);
  const pickUp = useCallback((ids: readonly string[], from: string) => setHeld({ ids, from, over: from }), []);
  const holdOver = useCallback((over: string) => setHeld((old) => old && { ...old, over }), []);
  const putBack = useCallback(() => setHeld(null), []);
  const any = held !== null;
  useEffect(() => {
    if (!any) return undefined;
    addEventListener('pointerdown', putBack);
    return () => removeEventListener('pointerdown', putBack);
  }, [any, putBack]);
  return { held, pickUp, holdOver, putBack };
}
