import type { FailedRuns, ListRunsData } from '../../api/generated/types.gen';

export const STATES = ['failed', 'stopped', 'waiting', 'succeeded', 'skipped', 'cancelled'] as const;

/** What the run log shows: kept in the URL. `from` and `to` are days. */
export interface RunsView {
  state?: (typeof STATES)[number] | undefined;
  pipeline?: string | undefined;
  automation?: string | undefined;
  action?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** The run that is looked into. */
  run?: string | undefined;
}

export const isFiltered = (view: RunsView): boolean => Boolean(view.state || view.pipeline || view.automation || view.action || view.from || view.to);

/** The beginning of a day here, `later` days after it. */
const instant = (day: string, later = 0): string => {
  const at = new Date(`${day}T00:00:00`);
  at.setDate(at.getDate() + later);
  return at.toISOString();
};

/** The view as the API filters runs, whatever their state. */
export const choiceOf = (view: RunsView): Omit<FailedRuns, 'state'> => ({
  ...(view.pipeline ? { pipeline_id: view.pipeline } : {}),
  ...(view.automation ? { automation_id: view.automation } : {}),
  ...(view.action ? { action: view.action } : {}),
  ...(view.from ? { 'created_at[gte]': instant(view.from) } : {}),
  ...(view.to ? { 'created_at[lt]': instant(view.to, 1) } : {}),
});

export const queryOf = (view: RunsView): NonNullable<ListRunsData['query']> => ({ ...choiceOf(view), ...(view.state ? { state: view.state } : {}) });
