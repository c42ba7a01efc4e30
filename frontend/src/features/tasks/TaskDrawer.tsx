import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { me as meQuery, members as membersQuery, tags as tagsQuery, task as taskQuery } from '../../api/queries';
import { Failed, Loading } from '../../ui/states';
import { TaskForm } from './TaskForm';
import './tasks.css';

/** One task over the page: looked at, changed, deleted. */
export function TaskDrawer({ taskId, close }: { taskId: string; close: () => void }) {
  const task = useQuery(taskQuery(taskId));
  const members = useQuery(membersQuery);
  const me = useQuery(meQuery);
  const tags = useQuery(tagsQuery);
  // It is gone at once when the address says so: whoever works by keyboard goes on where they were.
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => (before instanceof HTMLElement ? before.focus() : undefined), [before]);
  return (
    <Drawer opened onClose={close} position="right" size={560} title="Task" classNames={{ body: 'task-panel' }} closeButtonProps={{ 'aria-label': 'Close the task' }}>
      {task.isError ? <Failed error={task.error} again={() => void task.refetch()} /> : task.data && members.data && me.data && tags.data ? <TaskForm key={taskId} task={task.data} members={members.data} tags={tags.data} me={me.data.member} close={close} /> : <Loading rows={6} />}
    </Drawer>
  );
}
