import { Button, Modal, SegmentedControl, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import { wordsOf } from '../../api/problem';
import { tags as tagsQuery } from '../../api/queries';

type Type = 'individual' | 'company' | 'other';

export function NewAccount({ close }: { close: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const tags = useQuery(tagsQuery);
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const [type, setType] = useState<Type>('individual');
  const [chosen, setChosen] = useState<string[]>([]);
  const create = useMutation({
    mutationFn: async () => (await api.createAccount({ body: { name, type, tags: chosen, ...(number ? { number } : {}) } })).data,
    onSuccess: async (made) => {
      await client.invalidateQueries();
      await navigate({ to: '/accounts/$id', params: { id: made.id } });
    },
  });
  return (
    <Modal opened onClose={close} title="New account">
      <form className="stack" onSubmit={(event) => { event.preventDefault(); create.mutate(); }}>
        <TextInput data-autofocus label="Name" required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        <SegmentedControl data={['individual', 'company', 'other']} value={type} onChange={(value) => setType(value as Type)} />
        <TextInput label="Account ID" description="Your own number for this client, if you have one" maxLength={60} value={number} onChange={(event) => setNumber(event.target.value)} />
        <TagsInput label="Tags" data={tags.data?.map((tag) => tag.name) ?? []} value={chosen} onChange={setChosen} />
        {create.isError && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(create.error)}</p>}
        <Button type="submit" loading={create.isPending} disabled={!name.trim()}>Create</Button>
      </form>
    </Modal>
  );
}
