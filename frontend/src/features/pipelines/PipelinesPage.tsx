import { Button, Menu, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { PipelineAnswer } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { pipelines as pipelinesQuery } from '../../api/queries';
import { Icon } from '../../ui/icons';
import { Empty, Failed, Head, Loading } from '../../ui/states';
import { colorOf } from '../../ui/theme';
import { say } from '../../ui/toasts';
import { ImportPipeline } from './ImportPipeline';

export function PipelinesPage() {
  const query = useQuery(pipelinesQuery);
  const [creating, setCreating] = useState(false);
  const [importing, setImporting] = useState(false);
  return (
    <div className="page">
      <Head title="Pipelines">
        <Button variant="default" component={Link} to="/pipelines/health">Health</Button>
        <Button variant="default" onClick={() => setImporting(true)}>Import</Button>
        <Button variant="default" component={Link} to="/pipelines/library">From the library</Button>
        <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setCreating(true)}>New pipeline</Button>
      </Head>
      {query.isPending && <Loading height={92} rows={4} />}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {query.data?.length === 0 && (
        <Empty title="No pipelines yet" action={<Button component={Link} to="/pipelines/library">Choose one from the library</Button>}>
          A pipeline is the way your work goes, stage by stage. Start with one that other firms use, and make it yours.
        </Empty>
      )}
      <div className="stack">
        {query.data?.map((pipeline) => <Entry key={pipeline.id} pipeline={pipeline} />)}
      </div>
      {importing && <ImportPipeline close={() => setImporting(false)} />}
      {creating && <Create close={() => setCreating(false)} />}
    </div>
  );
}

function Entry({ pipeline }: { pipeline: PipelineAnswer }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const act = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSuccess: () => client.invalidateQueries({ queryKey: ['pipelines'] }),
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  const path = { pipeline_id: pipeline.id };
  const automations = pipeline.stages.reduce((sum, stage) => sum + stage.automations.length, 0);
  const most = Math.max(1, ...pipeline.stages.map((stage) => stage.jobs_count ?? 0));
  return (
    <article className="panel">
      <div className="row pipeline-head">
        <h2 className="grow cut">
          <Link to="/p/$key" params={{ key: pipeline.id }} search={{}} style={{ color: 'inherit', textDecoration: 'none' }}>{pipeline.name}</Link>
        </h2>
        {pipeline.status === 'archived' && <span className="chip" data-tone="hold">archived</span>}
        <span className="small dim">{pipeline.jobs_count} jobs · {pipeline.stages.length} stages · {automations} automations</span>
        <Menu position="bottom-end">
          <Menu.Target><Button variant="subtle" size="xs" aria-label={`More about ${pipeline.name}`}><Icon name="dots" /></Button></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void navigate({ to: '/pipelines/$key/edit', params: { key: pipeline.id } })}>Edit</Menu.Item>
            <Menu.Item onClick={() => void navigate({ to: '/pipelines/$key/test', params: { key: pipeline.id } })}>Test with an account</Menu.Item>
            <Menu.Item onClick={() => void navigate({ to: '/pipelines/$key/history', params: { key: pipeline.id } })}>History</Menu.Item>
            <Menu.Item onClick={() => act.mutate(() => api.copyPipeline({ path }))}>Copy</Menu.Item>
            <Menu.Item component="a" href={`/v1/pipelines/${pipeline.id}/export`} download>Export</Menu.Item>
            {pipeline.status === 'active' ? (
              <Menu.Item onClick={() => act.mutate(() => api.archivePipeline({ path }))}>Archive</Menu.Item>
            ) : (
              <Menu.Item onClick={() => act.mutate(() => api.restorePipeline({ path }))}>Restore</Menu.Item>
            )}
            <Menu.Item color="red" onClick={() => act.mutate(() => api.deletePipeline({ path }))}>Delete</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <Link to="/p/$key" params={{ key: pipeline.id }} search={{}} aria-label={`Open the board of ${pipeline.name}`} style={{ display: 'flex', gap: 4, marginTop: 10, textDecoration: 'none', color: 'inherit' }}>
        {pipeline.stages.map((stage) => (
          <span key={stage.id} className="grow" title={`${stage.name}: ${stage.jobs_count ?? 0} jobs`}>
            <span style={{ display: 'flex', height: 24, alignItems: 'flex-end' }}>
              <span style={{ width: '100%', height: `${Math.max(8, ((stage.jobs_count ?? 0) / most) * 100)}%`, background: colorOf(stage.color), borderRadius: 2 }} />
            </span>
            <span className="small dim cut" style={{ display: 'block' }}>{stage.name}</span>
          </span>
        ))}
      </Link>
    </article>
  );
}

function Create({ close }: { close: () => void }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: async () => (await api.createPipeline({ body: { name, stages: [{ name: 'To do' }, { name: 'In progress' }, { name: 'Review' }, { name: 'Done' }] } })).data,
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: ['pipelines'] });
      await navigate({ to: '/pipelines/$key/edit', params: { key: made.id } });
    },
  });
  return (
    <Modal opened onClose={close} title="New pipeline">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <TextInput data-autofocus label="Name" required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} error={create.isError && wordsOf(create.error)} />
        <p className="small dim">It begins with four stages, which you can change right away.</p>
        <Button type="submit" loading={create.isPending} disabled={!name.trim()}>Create</Button>
      </form>
    </Modal>
  );
}
