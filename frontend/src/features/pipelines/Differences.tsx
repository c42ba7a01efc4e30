import { useQuery } from '@tanstack/react-query';
import * as api from '../../api/generated/sdk.gen';
import type { DifferenceAnswer } from '../../api/generated/types.gen';
import { Failed, Loading } from '../../ui/states';
import { wordDiff } from './word-diff';
import './history.css';

const NOUNS: Record<string, string> = { stage: 'Stage', status: 'Job status', pipeline: 'Pipeline' };

/** What changed between two revisions, in words, stage by stage. */
export function Differences({ pipelineId, from, to }: { pipelineId: string; from: number; to: number }) {
  const query = useQuery({
    queryKey: ['pipelines', pipelineId, 'revisions', from, 'compare', to],
    queryFn: async () => (await api.comparePipelineRevisions({ path: { pipeline_id: pipelineId, number: from }, query: { to } })).data,
  });
  if (query.isPending) return <Loading rows={4} />;
  if (query.isError) return <Failed error={query.error} again={() => void query.refetch()} />;
  if (query.data.same) return <p className="dim">Nothing differs.</p>;
  const groups = new Map<string, { name: string; noun: string; list: DifferenceAnswer[] }>();
  for (const one of query.data.differences) {
    const of = one.of ?? one.object;
    const group = groups.get(of.id) ?? { name: of.name, noun: NOUNS[of.type] ?? '', list: [] };
    group.list.push(one);
    groups.set(of.id, group);
  }
  return (
    <div className="stack">
      {[...groups].map(([id, group]) => (
        <section key={id} aria-label={`${group.noun} ${group.name}`}>
          <h3 style={{ margin: '0 0 4px' }}><span className="dim" style={{ fontWeight: 400 }}>{group.noun}</span> {group.name}</h3>
          <ul className="differences">
            {group.list.map((one, place) => <li key={place}><Entry one={one} /></li>)}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** One change: a sentence, or a setting with what it was and what it is. */
function Entry({ one }: { one: DifferenceAnswer }) {
  if (one.kind === 'changed') {
    const own = one.object.type === 'automation' ? `${capital(one.object.name)}: ${one.title?.toLowerCase()}` : one.title;
    return <><span>{own}</span> <Values before={one.before_words ?? ''} after={one.after_words ?? ''} /></>;
  }
  const prefix = one.of ? `${one.of.type === 'stage' ? 'Stage' : 'Status'} “${one.of.name}”: ` : '';
  const text = one.text.startsWith(prefix) ? capital(one.text.slice(prefix.length)) : one.text;
  if (one.kind === 'added') return <ins>{text}</ins>;
  if (one.kind === 'removed') return <><del>{text.replace(/ was removed\.$/, '')}</del> <span className="dim">was removed</span></>;
  return <>{text}</>;
}

function Values({ before, after }: { before: string; after: string }) {
  if (before.length < 60 && after.length < 60) return <><del>{before}</del> → <ins>{after}</ins></>;
  return (
    <div className="text-difference">
      {wordDiff(before, after).map((piece, place) => {
        if (piece.kind === 'gone') return <del key={place}>{piece.text}</del>;
        return piece.kind === 'new' ? <ins key={place}>{piece.text}</ins> : <span key={place}>{piece.text}</span>;
      })}
    </div>
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
