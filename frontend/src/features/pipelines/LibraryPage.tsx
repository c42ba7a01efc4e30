import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { LibraryCard } from '../../api/generated/types.gen';
import { Failed, Head, Loading } from '../../ui/states';
import { ruleWords } from '../recurrences/rules';
import { count, libraryQuery, useInstall, useInstalled } from './library';
import { Steps } from './Steps';

/** Pipelines that a firm can start with. */
export function LibraryPage() {
  const query = useQuery(libraryQuery);
  const install = useInstall();
  return (
    <div className="page">
      <Head title="Pipeline library">
        <Button variant="default" component={Link} to="/pipelines">Your pipelines</Button>
      </Head>
      <p className="dim" style={{ margin: '0 0 16px', maxWidth: 720 }}>
        Each one is complete: stages, tasks, mails, checklists, reminders. Once installed it is yours to change. Tags and account roles that you don’t have yet are made.
      </p>
      {query.isPending && <Loading height={150} rows={4} />}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      <div className="library">
        {query.data?.map((card) => <Card key={card.key} card={card} busy={install.isPending && install.variables === card.key} install={() => install.mutate(card.key)} />)}
      </div>
    </div>
  );
}

function Card({ card, busy, install }: { card: LibraryCard; busy: boolean; install: () => void }) {
  const installed = useInstalled(card.name);
  return (
    <article className="panel library-card" aria-label={card.name}>
      <div className="row">
        <h2 className="grow">{card.name}</h2>
        {installed.length > 0 && <span className="chip" data-tone="done">installed</span>}
      </div>
      <p>{card.summary}</p>
      <Steps stages={card.stages} />
      <p className="small dim">
        {[count(card.automations_count, 'automation'), count(card.tags.length, 'tag'), count(card.roles.length, 'account role'), card.schedule && ruleWords(card.schedule.rule)].filter(Boolean).join(' · ')}
      </p>
      <div className="foot">
        <Button size="xs" variant={installed.length ? 'default' : 'filled'} loading={busy} aria-label={`Install ${card.name}${installed.length ? ' again' : ''}`} onClick={install}>{installed.length ? 'Install again' : 'Install'}</Button>
        <Button size="xs" variant="default" component={Link} to={`/pipelines/library/${card.key}`} aria-label={`Look inside ${card.name}`}>Look inside</Button>
      </div>
    </article>
  );
}
