import { useMemo } from 'react';
import type { StageAnswer } from '../../api/generated/types.gen';
import { type BoardState, laidOver } from './store';
import { arrange, inOrder, type View } from './view';

/** The cards of each stage as the view wants them: sorted once, then only left out. */
export function useColumns(state: BoardState | undefined, stages: readonly StageAnswer[], view: View) {
  const base = state?.base;
  const ordered = useMemo(() => base && inOrder(base.cards.values(), view.sort), [base, view.sort]);
  return useMemo(() => {
    if (!state || !ordered) return null;
    const who = state.base.members.findIndex((member) => member.id === view.who);
    const tag = state.base.tags.findIndex((candidate) => candidate.id === view.tag);
    const cards = state.pending.size ? ordered.map((card) => laidOver(state, card)) : ordered;
    return arrange(cards, stages.map((stage) => stage.id), view, who, tag);
  }, [state, ordered, view, stages]);
}
