import { useEffect, useRef, useState } from 'react';
import { uploadMessages } from '../../shared/i18n/messages-uploads.ts';
import { useFormat } from '../../shared/i18n/use-format.ts';
import type { UploadTotals } from './upload-item.ts';

const quiet = 5000;

/** What is said aloud: how far it is, now and then, and not about every file. */
export function useUploadNews({ count, done, processing, troubled }: UploadTotals): string {
  const format = useFormat();
  const [said, setSaid] = useState('');
  const lastTime = useRef(0);
  const through = done + processing;
  useEffect(() => {
    if (count === 0) return;
    const isOver = through + troubled === count;
    const wait = isOver ? 300 : Math.max(300, quiet - (performance.now() - lastTime.current));
    const timer = setTimeout(() => {
      lastTime.current = performance.now();
      const words = [uploadMessages.said(format.number(through), format.number(count))];
      if (troubled > 0) words.push(uploadMessages.saidTroubled(troubled, format.number(troubled)));
      setSaid(words.join(' '));
    }, wait);
    return () => clearTimeout(timer);
  }, [count, through, troubled, format]);
  return said;
}
