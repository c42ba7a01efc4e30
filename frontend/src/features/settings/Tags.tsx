import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { TagAnswer } from '../../api/generated/types.gen';
import { tags as tagsQuery } from '../../api/queries';
import { TagPill } from '../../ui/facts';
import { COLORS } from '../../ui/theme';
import { useAct } from '../../ui/use-act';

const used = (tag: TagAnswer): string => `${tag.accounts_count} accounts${tag.tasks_count ? `, ${tag.tasks_count} tasks` : ''}`;

export function Tags() {
  const tags = useQuery(tagsQuery);
  const { act } = useAct();
  const [name, setName] = useState('');
  return (
    <section className="panel stack" style={{ maxWidth: 620 }}>
      <p className="dim small" style={{ margin: 0 }}>Tags mark accounts and tasks; stages and automations can ask for those of accounts.</p>
      {tags.data?.map((tag) => (
        <div key={tag.id} className="row wrap">
          <span className="grow"><TagPill name={tag.name} color={tag.color} /> <span className="dim small">{used(tag)}</span></span>
          <Select aria-label={`Colour of ${tag.name}`} w={110} allowDeselect={false} data={Object.keys(COLORS)} value={tag.color} onChange={(color) => color && act(() => api.updateTag({ path: { tag_id: tag.id }, body: { color: color as 'blue' } }))} />
          <Button size="compact-xs" variant="subtle" color="red" onClick={() => window.confirm(`Remove the tag “${tag.name}” from ${used(tag)}?`) && act(() => api.deleteTag({ path: { tag_id: tag.id } }))}>Remove</Button>
        </div>
      ))}
      <form className="row" onSubmit={(event) => { event.preventDefault(); act(() => api.createTag({ body: { name } })); setName(''); }}>
        <TextInput className="grow" aria-label="New tag" placeholder="New tag" value={name} onChange={(event) => setName(event.target.value)} />
        <Button type="submit" variant="default" disabled={!name.trim()}>Add</Button>
      </form>
    </section>
  );
}
