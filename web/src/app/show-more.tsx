import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from '../ui/button.tsx';
import { messages } from './messages.ts';
import styles from './show-more.module.css';

type ShowMoreProps = {
  list: Pick<
    UseInfiniteQueryResult,
    'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'fetchNextPage'
  >;
};

/** Under a list that is read on when asked for: what has come stays where the rest could not be had. */
export function ShowMore({ list }: ShowMoreProps) {
  if (!list.hasNextPage) return null;
  const hasFailed = list.isFetchNextPageError && !list.isFetchingNextPage;
  return (
    <div className={styles.more}>
      <span role="alert">{hasFailed && messages.problems.loadTitle}</span>
      <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {hasFailed ? messages.app.retry : messages.app.showMore}
      </Button>
    </div>
  );
}
