import type { StageAnswer, StatusAnswer } from '../../api/generated/types.gen';
import type { Trigger } from './TriggerForm';

/** An automation while it is written. */
export interface Draft {
  id?: string;
  action: string;
  settings: Record<string, unknown>;
  conditions: Record<string, unknown>[];
  on_failure: string;
  repeat: string;
  trigger: Trigger;
  enabled: boolean;
}

export const NEW_DRAFT: Draft = { action: 'create_task', settings: {}, conditions: [], on_failure: 'go_on', repeat: 'every_visit', trigger: { kind: 'entered' }, enabled: true };

/** What automations belong to: a stage, or a custom status. */
export type Owner = ({ kind: 'stage' } & StageAnswer) | ({ kind: 'status' } & StatusAnswer);
