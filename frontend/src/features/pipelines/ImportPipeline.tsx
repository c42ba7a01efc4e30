import { Button, FileButton, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { ImportedAnswer, PipelineFile } from '../../api/generated/types.gen';
import { Problem, wordsOf } from '../../api/problem';

interface Chosen {
  document: PipelineFile;
  preview: ImportedAnswer;
}

/** Make a pipeline of a file: choose it, see what it brings and what it lacks here, make it. */
export function ImportPipeline({ close }: { close: () => void }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const read = useMutation({
    mutationFn: async (file: File): Promise<Chosen> => {
      const document = parsed(await file.text());
      const preview = (await api.importPipeline({ body: document, query: { preview: true } })).data;
      setName(preview.pipeline.name);
      return { document, preview };
    },
  });
  const make = useMutation({
    mutationFn: async ({ document }: Chosen) => (await api.importPipeline({ body: document, query: { name } })).data,
    onSuccess: async ({ pipeline }) => {
      await client.invalidateQueries();
      await navigate({ to: '/pipelines/$key/edit', params: { key: pipeline.id } });
    },
  });
  const error = make.error ?? read.error;
  return (
    <Modal opened onClose={close} size="lg" title="Import a pipeline">
      <div className="stack">
        <div className="row wrap">
          <FileButton accept="application/json,.json" onChange={(file) => file && read.mutate(file)} inputProps={{ 'aria-label': 'The file' }}>
            {(props) => <Button {...props} variant={read.data ? 'default' : 'filled'} loading={read.isPending}>{read.data ? 'Choose another file' : 'Choose a file'}</Button>}
          </FileButton>
          <span className="small dim grow">A file that was exported from a pipeline, here or in another firm.</span>
        </div>
        {error && <Faults error={error} />}
        {read.data && (
          <>
            <TextInput label="Name" required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
            <Preview preview={read.data.preview} />
            <div className="row" style={{ justifyContent: 'flex-end' }}>
              <Button variant="default" onClick={close}>Cancel</Button>
              <Button loading={make.isPending} disabled={!name.trim()} onClick={() => make.mutate(read.data)}>Import</Button>
            </div>
          </>
        )}
      </div>
    </Modal>
  );
}

function Preview({ preview }: { preview: ImportedAnswer }) {
  const { pipeline, new_tags: tags, new_roles: roles, notes } = preview;
  const automations = [...pipeline.stages, ...pipeline.statuses].reduce((sum, one) => sum + one.automations.length, 0);
  return (
    <>
      <p style={{ margin: 0 }}>{pipeline.stages.map((stage) => stage.name).join(' → ')}</p>
      <p className="small dim" style={{ margin: 0 }}>{pipeline.stages.length} stages, {pipeline.statuses.length} job statuses, {automations} automations</p>
      {tags.length > 0 && <p style={{ margin: 0 }}>New tags: {tags.join(', ')}</p>}
      {roles.length > 0 && <p style={{ margin: 0 }}>New account roles: {roles.join(', ')}</p>}
      {notes.length > 0 && (
        <div className="chip-block" data-tone="today">
          <strong>Not everything can be taken over</strong>
          <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>{notes.map((note) => <li key={note}>{note}</li>)}</ul>
        </div>
      )}
    </>
  );
}

function Faults({ error }: { error: unknown }) {
  const faults = error instanceof Problem ? error.faults : [];
  return (
    <div role="alert" className="chip-block" data-tone="overdue">
      {faults.length === 0 ? wordsOf(error) : (
        <>
          <strong>This file can’t be imported</strong>
          <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
            {faults.slice(0, 10).map((fault) => <li key={fault.pointer + fault.code}>{fault.detail} <code>{fault.pointer}</code></li>)}
          </ul>
        </>
      )}
    </div>
  );
}

function parsed(text: string): PipelineFile {
  try {
    return JSON.parse(text) as PipelineFile;
  } catch {
    throw new Error('This file is no JSON. Choose one that was exported from a pipeline.');
  }
}
