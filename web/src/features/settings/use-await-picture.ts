import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type SessionAnswer, sessionKey } from '../../api/use-session.ts';

const pause = 1000;
const most = 30;

/** Reads the account again until its picture, which a job of the server cuts, is another one. */
export function useAwaitPicture(): () => void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => {
    const read = () => client.getQueryData<SessionAnswer>(sessionKey)?.account?.avatarUrl;
    const before = read();
    const look = (left: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(async () => {
        await client.invalidateQueries({ queryKey: sessionKey });
        if (left > 0 && read() === before) look(left - 1);
      }, pause);
    };
    look(most);
  };
}
