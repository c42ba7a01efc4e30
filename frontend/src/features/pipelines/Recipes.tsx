import { Button } from '@mantine/core';
import type { Draft, Owner } from './draft';
import { RECIPES } from './recipes';

/** Beginnings to choose from; each fills the form. */
export function Recipes({ owner, start }: { owner: Owner; start: (draft: Partial<Draft>) => void }) {
  return (
    <div role="group" aria-label="Begin with" className="row wrap" style={{ gap: 6 }}>
      {RECIPES.filter((one) => owner.kind === 'stage' || !one.stagesOnly).map((one) => (
        <Button key={one.name} size="compact-xs" variant="light" onClick={() => start(one.draft)}>{one.name}</Button>
      ))}
    </div>
  );
}
