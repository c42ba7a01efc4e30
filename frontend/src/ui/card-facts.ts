import type { CardFact, PipelineAnswer, PipelineSettings } from '../api/generated/types.gen';

/** What a card can tell beside the job's name. */
export const FACTS: readonly { value: CardFact; label: string }[] = [
  { value: 'account', label: 'Account' },
  { value: 'account_id', label: 'Account ID' },
  { value: 'tags', label: 'Tags' },
  { value: 'dates', label: 'Due date' },
  { value: 'priority', label: 'Priority' },
  { value: 'days_in_stage', label: 'Time in stage' },
  { value: 'assignees', label: 'Assigned people' },
  { value: 'client_status', label: 'What the client sees' },
  { value: 'action_items', label: 'Action items' },
];

const USUAL: readonly CardFact[] = FACTS.map((fact) => fact.value).filter((fact) => fact !== 'account_id' && fact !== 'client_status');

export const settingsOf = (pipeline: PipelineAnswer): PipelineSettings => pipeline.settings as PipelineSettings;

/** What the pipeline's cards tell: what was chosen, or else the usual facts. */
export function factsOf(pipeline: PipelineAnswer): readonly CardFact[] {
  const chosen = settingsOf(pipeline).card_facts ?? [];
  return chosen.length ? chosen : USUAL;
}
