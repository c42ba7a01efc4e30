import type { LibraryStep } from '../../api/generated/types.gen';
import { colorOf } from '../../ui/theme';
import './library.css';

/** The way of a pipeline, small: one mark for each stage in its colour; those that only some jobs take are hollow. */
export function Steps({ stages }: { stages: readonly LibraryStep[] }) {
  return (
    <ol className="steps" aria-label="Stages">
      {stages.map((stage) => (
        <li key={stage.name} data-branch={stage.conditions.length > 0 || undefined} style={{ '--stage': colorOf(stage.color) } as React.CSSProperties}>
          <i aria-hidden />
          {stage.name}
          {stage.conditions.length > 0 && <span className="hidden"> (only some jobs)</span>}
        </li>
      ))}
    </ol>
  );
}
