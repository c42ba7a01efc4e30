import { useEffect, useRef, useState } from 'react';

const URL_MS = 400;

/** The words that are searched for: the board follows each key at once, the address a little later. */
export function useSearch(inUrl: string | undefined, toUrl: (q: string | undefined) => void): [string, (q: string) => void] {
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // What was typed counts until the address has it; then the address counts, also when one goes back.
  if (typed !== null && typed === (inUrl ?? '')) setTyped(null);
  const search = (q: string): void => {
    setTyped(q);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => toUrl(q || undefined), URL_MS);
  };
  return [typed ?? inUrl ?? '', search];
}
