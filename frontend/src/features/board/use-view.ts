import { useLocalStorage } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useSearch } from './use-search';
import type { Density, View } from './view';

/** What the board shows: the address has it, so that it can be sent to somebody; the density is each browser's. */
export function useView(inUrl: View, usual: View['sort']) {
  const navigate = useNavigate();
  const setView = useCallback(
    (change: Partial<View>) =>
      void navigate({ to: '.', search: (old: object) => ({ ...old, ...change }), replace: !('job' in change) }),
    [navigate],
  );
  const [q, search] = useSearch(inUrl.q, (words) => setView({ q: words }));
  const view = useMemo(() => ({ ...inUrl, q: q || undefined, sort: inUrl.sort ?? usual }), [inUrl, q, usual]);
  const [kept, keep] = useLocalStorage<Density>({ key: 'tm-density', defaultValue: 'comfortable' });
  const setDensity = (density: Density): void => {
    keep(density);
    setView({ density: undefined });
  };
  return { view, setView, search, compact: (view.density ?? kept) === 'compact', setDensity };
}
