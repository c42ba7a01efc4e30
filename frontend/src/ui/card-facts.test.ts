import { expect, test } from 'vitest';
import type { PipelineAnswer } from '../api/generated/types.gen';
import { factsOf } from './card-facts';

const pipeline = (settings: object) => ({ settings }) as unknown as PipelineAnswer;

test('cards tell what was chosen, and the usual facts when nothing was', () => {
  expect(factsOf(pipeline({ card_facts: ['client_status'] }))).toEqual(['client_status']);
  for (const settings of [{}, { card_facts: [] }]) {
    expect(factsOf(pipeline(settings))).toEqual(['account', 'tags', 'dates', 'priority', 'days_in_stage', 'assignees', 'action_items']);
  }
});
