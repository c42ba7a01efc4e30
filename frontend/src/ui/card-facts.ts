import type { PipelineAnswer } from '../api/generated/types.gen';

const CLIENT = 'client_status';
const factsOf = (pipeline: PipelineAnswer): readonly string[] => (pipeline.settings['card_facts'] as string[] | undefined) ?? [];

/** Whether the pipeline's cards tell what the client sees of the job. */
export const showsClient = (pipeline: PipelineAnswer): boolean => factsOf(pipeline).includes(CLIENT);

/** The pipeline's settings with that fact on its cards, or without it. */
export const withClient = (pipeline: PipelineAnswer, shown: boolean): Record<string, unknown> => ({
  ...pipeline.settings,
  card_facts: [...factsOf(pipeline).filter((fact) => fact !== CLIENT), ...(shown ? [CLIENT] : [])],
});
