import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { type MouseEvent, useLayoutEffect, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { messages } from './i18n/messages.ts';
import styles from './show-more.module.css';

type ShowMoreProps = {
  list: Pick<
    UseInfiniteQueryResult,
    'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'fetchNextPage'
  >;
};

/**
 * A button that loads the next page of a list. A failed page keeps what is loaded. After the last page, keyboard
 * focus moves to the first new item.
 */
export function ShowMore({ list }: ShowMoreProps) {
  const requested = useRef<{ items: HTMLCollection; count: number }>(null);
  const request = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    const items = currentTarget.parentElement?.previousElementSibling?.children;
    requested.current =
      items && currentTarget.matches(':focus-visible') ? { items, count: items.length } : null;
    void list.fetchNextPage();
  };
  useLayoutEffect(() => {
    if (list.hasNextPage || !requested.current || document.activeElement !== document.body) return;
    const { items, count } = requested.current;
    requested.current = null;
    items[count]?.querySelector<HTMLElement>('a[href], button')?.focus();
  }, [list.hasNextPage]);

  if (!list.hasNextPage) return null;
  const hasFailed = list.isFetchNextPageError && !list.isFetchingNextPage;
  return (
    <div className={styles.more}>
      <span role="alert">{hasFailed && messages.problems.loadTitle}</span>
      <Button busy={list.isFetchingNextPage} onClick={request}>
        {hasFailed ? messages.app.retry : messages.app.showMore}
      </Button>
    </div>
  );
}
