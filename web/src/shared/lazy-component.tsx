import { type ComponentType, type ReactNode, useEffect, useRef, useState } from 'react';
import { isReachable } from '../api/request.ts';
import { type Toast, useToast } from '../ui/toast.tsx';
import { messages } from './i18n/messages.ts';

type LazyProps = {
  onClose?: (() => void) | undefined;
  /** In its place until it is here. */
  fallback?: ReactNode;
};

/**
 * A part of a page whose code is fetched when it is first shown. Where it cannot be fetched the part closes and says
 * so; the page stays, and showing it again is another try.
 */
export function lazyComponent<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let known: ComponentType<Props> | undefined;
  return function LatePart({ fallback, ...props }: Props & LazyProps) {
    const [Part, setPart] = useState(() => known);
    const toast = useToast();
    const close = useRef(props.onClose);

    useEffect(() => {
      if (known) return setPart(() => known);
      let isShown = true;
      const fail = () => {
        close.current?.();
        void chunkErrorToast().then(toast);
      };
      load().then(
        (loaded) => {
          known = loaded;
          if (isShown) setPart(() => loaded);
        },
        () => isShown && fail(),
      );
      return () => {
        isShown = false;
      };
    }, [toast]);

    return Part ? <Part {...(props as unknown as Props)} /> : fallback;
  };
}

/** What is said where code could not be fetched: a document may keep to that for good, and only a fresh one ask again. */
export async function chunkErrorToast(): Promise<Toast> {
  if (!(await isReachable())) return { text: messages.problems.offline };
  const action = { label: messages.problems.reload, run: () => location.reload() };
  return { text: messages.problems.missingPart, action };
}
