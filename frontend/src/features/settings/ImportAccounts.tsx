import { Button, FileButton, Progress } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { BadRowAnswer, ImportAnswer, ImportPreview } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { oneImport } from '../../api/queries';

interface Chosen {
  name: string;
  text: string;
  preview: ImportPreview;
}

/** Bring in accounts from a file: choose, look, import, watch. */
export function ImportAccounts() {
  const look = useMutation({
    mutationFn: async (file: File): Promise<Chosen> => {
      const text = await file.text();
      return { name: file.name, text, preview: (await api.previewAccountsImport({ body: { csv: text, file_name: file.name } })).data };
    },
  });
  const run = useMutation({
    mutationFn: async ({ name, text }: Chosen) => (await api.importAccounts({ body: { csv: text, file_name: name } })).data,
  });
  const error = look.error ?? run.error;
  return (
    <section className="panel stack" style={{ maxWidth: 760 }}>
      <h2>Accounts from a file</h2>
      <p className="dim" style={{ margin: 0 }}>
        A CSV file as other practice software exports it: the first line names the columns (<em>Account Name</em> at least), then one row per contact. Accounts that are here already get what they lack; nothing is made twice.
      </p>
      <Choose busy={look.isPending} take={(file) => { run.reset(); look.mutate(file); }} />
      {error && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(error)}</p>}
      {look.data && !run.data && <Preview chosen={look.data} busy={run.isPending} go={() => run.mutate(look.data)} />}
      {run.data && <Running taken={run.data} />}
    </section>
  );
}

function Choose({ busy, take }: { busy: boolean; take: (file: File) => void }) {
  const [over, setOver] = useState(false);
  return (
    <div
      className="drop-file"
      data-over={over || undefined}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) take(file);
      }}
    >
      <FileButton accept=".csv,text/csv" onChange={(file) => file && take(file)}>
        {(props) => <Button {...props} variant="default" loading={busy}>Choose a file</Button>}
      </FileButton>
      <span className="dim">or drop it here</span>
    </div>
  );
}

function Preview({ chosen: { name, preview }, busy, go }: { chosen: Chosen; busy: boolean; go: () => void }) {
  const more = preview.total - preview.accounts.length;
  return (
    <>
      <p style={{ margin: 0 }}>
        <strong>{name}</strong>: {preview.rows} rows, {preview.total} accounts with {preview.contacts} contacts.
        {preview.left_out.length > 0 && ` Left out, because it may only be kept encrypted: ${preview.left_out.join(', ')}.`}
      </p>
      <BadRows rows={preview.bad_rows} />
      {preview.accounts.length > 0 && (
        <div className="sheet" style={{ maxHeight: 320 }} tabIndex={0} role="region" aria-label="Accounts of the file">
          <table className="ledger">
            <thead><tr><th>Account</th><th>ID</th><th>Type</th><th>Tags</th><th className="num">Contacts</th></tr></thead>
            <tbody>
              {preview.accounts.map((one, row) => (
                <tr key={row}><td>{one.name}</td><td className="dim">{one.number}</td><td>{one.type}</td><td>{one.tags.join(', ')}</td><td className="num">{one.contacts}</td></tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more > 0 && <p className="dim small" style={{ margin: 0 }}>and {more} more</p>}
      <div><Button onClick={go} loading={busy} disabled={!preview.total}>Import {preview.total} accounts</Button></div>
    </>
  );
}

function Running({ taken }: { taken: ImportAnswer }) {
  const { data } = useQuery({ ...oneImport(taken.id), initialData: taken, refetchInterval: (query) => (query.state.data?.state === 'finished' ? false : 700) });
  const finished = data.state === 'finished';
  return (
    <div className="stack" role="status">
      <Progress value={data.total ? (100 * data.done) / data.total : 100} aria-label="Import" />
      <p style={{ margin: 0 }}>
        {finished ? 'Done: ' : `${data.done} of ${data.total}: `}
        {data.made} new, {data.done - data.made} known before. {finished && <Link to="/accounts">See the accounts</Link>}
      </p>
      {!finished && <p className="dim small" style={{ margin: 0 }}>You may leave this page; it goes on.</p>}
      {finished && <BadRows rows={data.bad_rows} />}
    </div>
  );
}

function BadRows({ rows }: { rows: readonly BadRowAnswer[] }) {
  if (!rows.length) return null;
  return (
    <div className="chip-block" data-tone="today">
      <strong>{rows.length === 1 ? 'One row stays out' : `${rows.length} rows stay out`}</strong>
      <ul style={{ margin: '4px 0 0', paddingLeft: 18, maxHeight: 160, overflow: 'auto' }}>
        {rows.map((bad, place) => <li key={place}>{bad.row === null ? '' : `Row ${bad.row}: `}{bad.reason}</li>)}
      </ul>
    </div>
  );
}
