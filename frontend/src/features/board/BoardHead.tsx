import { Button, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { PipelineAnswer } from '../../api/generated/types.gen';
import { Icon } from '../../ui/icons';
import type { Density } from './view';

interface Props {
  pipeline: PipelineAnswer;
  compact: boolean;
  setDensity: (density: Density) => void;
  add: () => void;
  openAll: () => void;
}

/** The board's name and what one does with all of it. */
export function BoardHead({ pipeline, compact, setDensity, add, openAll }: Props) {
  const navigate = useNavigate();
  return (
    <header className="head">
      <h1 className="grow cut">{pipeline.name}</h1>
      <Button size="sm" leftSection={<Icon name="plus" size={14} />} onClick={() => add()}>
        Add jobs
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" aria-label="More">
            <Icon name="dots" />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void navigate({ to: '/pipelines/$key/edit', params: { key: pipeline.id } })}>Edit pipeline</Menu.Item>
          <Menu.Item onClick={() => setDensity(compact ? 'comfortable' : 'compact')}>
            {compact ? 'Comfortable cards' : 'Compact cards'}
          </Menu.Item>
          <Menu.Item onClick={() => openAll()}>Open all columns</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </header>
  );
}
