import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { LibraryAutomation, LibraryPipeline, LibraryStage, LibraryStatus } from '../../api/generated/types.gen';
import { Failed, Head, Loading } from '../../ui/states';
import { colorOf } from '../../ui/theme';
import { ruleWords } from '../recurrences/rules';
import { count, libraryPipelineQuery, stageFacts, useInstall, useInstalled } from './library';
import { conditionWords, type Names, sentence } from './sentence';
import './library.css';

/** A pipeline of the library, all of it, before it is installed. */
export function LibraryPreview({ libraryKey }: { libraryKey: string }) {
  const query = useQuery(libraryPipelineQuery(libraryKey));
  if (query.isPending) return <div className="page"><Loading /></div>;
  if (query.isError) return <Failed error={query.error} again={() => void query.refetch()} />;
  return <Preview pipeline={query.data} />;
}

function Preview({ pipeline }: { pipeline: LibraryPipeline }) {
  const install = useInstall();
  const installed = useInstalled(pipeline.name)[0];
  const names = namesOf(pipeline);
  return (
    <div className="page" style={{ maxWidth: 860 }}>
      <Head title={pipeline.name}>
        <Button variant="default" component={Link} to="/pipelines/library">All of the library</Button>
        <Button loading={install.isPending} onClick={() => install.mutate(pipeline.key)}>{installed ? 'Install again' : 'Install'}</Button>
      </Head>
      <p style={{ margin: '0 0 6px' }}>{pipeline.summary}</p>
      {installed && <p className="small" style={{ margin: '0 0 6px' }}>You have it: <Link to="/p/$key" params={{ key: installed.id }} search={{}}>open its board</Link>.</p>}
      <dl className="small dim" style={{ margin: '0 0 20px' }}>
        <Brings name="Account roles" what={pipeline.roles.join(', ')} />
        <Brings name="Tags" what={pipeline.tags.join(', ')} />
        <Brings name="Schedule" what={pipeline.schedule && `${ruleWords(pipeline.schedule.rule)}, “${pipeline.schedule.name}”, due in ${count(pipeline.schedule.due_in_days, 'day')}`} />
      </dl>
      <ol className="way">
        {pipeline.stages.map((stage) => <Stage key={stage.name} stage={stage} names={names} />)}
      </ol>
      <h2 style={{ margin: '12px 0' }}>Statuses beside the stages</h2>
      <ol className="way">
        {pipeline.statuses.map((status) => <Status key={status.name} status={status} names={names} />)}
      </ol>
    </div>
  );
}

/** Tags and roles are named as they are; what else a settings may point at is inside the pipeline. */
function namesOf(pipeline: LibraryPipeline): Names {
  const own = (list: readonly { name: string }[]) => new Map(list.map((one) => [one.name, one.name]));
  return { tags: new Map(), members: new Map(), roles: new Map(), pipelines: new Map(), clientStatuses: new Map(), fields: new Map(), stages: own(pipeline.stages), statuses: own(pipeline.statuses) };
}

function Brings({ name, what }: { name: string; what: string | null }) {
  return what ? <div><dt style={{ display: 'inline', fontWeight: 500 }}>{name}: </dt><dd style={{ display: 'inline', margin: 0 }}>{what}</dd></div> : null;
}

function Stage({ stage, names }: { stage: LibraryStage; names: Names }) {
  const only = stage.conditions.map((condition) => conditionWords(condition, names)).join(' and ');
  return (
    <li data-branch={Boolean(only) || undefined} style={{ '--stage': colorOf(stage.color) } as React.CSSProperties}>
      <i aria-hidden />
      <h2>{stage.name}</h2>
      <div className="facts">
        {only && <span className="chip" data-tone="client" style={{ whiteSpace: 'normal', height: 'auto' }}>only if {only}</span>}
        {stageFacts(stage).map((fact) => <span key={fact} className="chip">{fact}</span>)}
      </div>
      <Sentences automations={stage.automations} owner={{ kind: 'stage', name: stage.name }} names={names} />
    </li>
  );
}

function Status({ status, names }: { status: LibraryStatus; names: Names }) {
  return (
    <li style={{ '--stage': colorOf(status.color) } as React.CSSProperties}>
      <i aria-hidden />
      <h2>{status.name}</h2>
      <div className="facts">{status.automove && <span className="chip">active again when its tasks are done</span>}</div>
      <Sentences automations={status.automations} owner={{ kind: 'status', name: status.name }} names={names} />
    </li>
  );
}

/** Below the stage's own name, what is done at once need not say when. */
const withoutEntry = (said: string): string => said.replace(/^When a job (enters|is given the status) [^,]*, (.)/, (_, __, first: string) => first.toUpperCase());

/** Each automation as a sentence; what it writes can be read. */
function Sentences({ automations, owner, names }: { automations: readonly LibraryAutomation[]; owner: { kind: 'stage' | 'status'; name: string }; names: Names }) {
  return (
    <ol className="sentences">
      {automations.map((automation, place) => {
        const said = withoutEntry(sentence({ ...automation, repeat: 'every_visit' }, owner, names));
        const text = String(automation.settings['body'] ?? automation.settings['text'] ?? automation.settings['description'] ?? '');
        const isShown = automation.action === 'notify_members' || !text;
        return <li key={place}>{isShown ? said : <details><summary>{said}</summary><pre>{text}</pre></details>}</li>;
      })}
    </ol>
  );
}
