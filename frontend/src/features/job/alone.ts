import type { OneJob, PipelineAnswer } from '../../api/generated/types.gen';
import { PRIORITIES, type Snapshot } from '../board/cards';

/** A board of this one job, so that it is moved the way that boards move theirs. */
export function alone(job: OneJob, pipeline: PipelineAnswer): Snapshot {
  const card = {
    id: job.id,
    version: job.version,
    name: job.name,
    stage: job.stage_id,
    accountId: job.account_id,
    account: job.account?.name ?? '',
    number: null,
    tags: [],
    completed: job.status === 'completed',
    custom: job.status_id,
    shown: job.client_shown,
    client: job.client_status_id,
    priority: PRIORITIES.indexOf(job.priority as (typeof PRIORITIES)[number]),
    assignees: [],
    start: job.start_date,
    due: job.due_date,
    enteredAt: Date.parse(job.entered_stage_at),
    limitAt: job.limit_at ? Date.parse(job.limit_at) : null,
    createdAt: Date.parse(job.created_at),
    open: job.items.open,
    total: job.items.total,
    running: 0,
    failed: job.trouble.failed,
    stopped: job.trouble.stopped,
    parked: job.trouble.parked,
    haystack: '',
  };
  return { version: '', pipeline: pipeline.id, stages: pipeline.stages.map((stage) => stage.id), members: [], tags: [], statuses: [], clientStatuses: [], cards: new Map([[job.id, card]]) };
}
