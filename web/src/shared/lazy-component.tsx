import { type ComponentType, type ReactNode, useEffect, useRef, useState } from 'react';
import { isReachable } from '../api/request.ts';
import { type Toast, useToast } from '../ui/toast.tsx';
import { messages } from './i18n/messages.ts';

type LazyProps = {
  onClose?: (() => void) | undefined;
  /** Rendered until the component has loaded. */
  fallback?: ReactNode;
};

/**
 * Loads a component when it is first rendered. If loading fails, the component closes and a toast says so; rendering
 * it again retries.
 */
export function lazyComponent<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let cached: ComponentType<Props> | undefined;
  return function LazyComponent({ fallback, ...props }: Props & LazyProps) {
    const [Component, setComponent] = useState(() => cached);
    const toast = useToast();
    const close = useRef(props.onClose);

    useEffect(() => {
      if (cached) return setComponent(() => cached);
      let isShown = true;
      const fail = () => {
        close.current?.();
        void chunkErrorToast().then(toast);
      };
      load().then(
        (loaded) => {
          cached = loaded;
          if (isShown) setComponent(() => loaded);
        },
        () => isShown && fail(),
      );
      return () => {
        isShown = false;
      };
    }, [toast]);

    return Component ? <Component {...(props as unknown as Props)} /> : fallback;
  };
}

/** Describes code that could not be fetched. The browser may cache the failure, so the toast offers a reload. */
export async function chunkErrorToast(): Promise<Toast> {
  if (!(await isReachable())) return { text: messages.problems.offline };
  const action = { label: messages.problems.reload, run: () => location.reload() };
  return { text: messages.problems.chunkError, action };
}
