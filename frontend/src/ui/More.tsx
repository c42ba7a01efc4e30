import { Button } from '@mantine/core';

interface Query {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** The next part of a list that is read further and further back. */
export function More({ query }: { query: Query }) {
  if (!query.hasNextPage) return null;
  return <Button variant="default" size="xs" style={{ alignSelf: 'flex-start' }} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>Show more</Button>;
}
