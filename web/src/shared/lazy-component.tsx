import { type ComponentType, type ReactNode, useEffect, useRef, useState } from 'react';
import { useToast } from '../ui/toast.tsx';
import { missingPart } from './errors/chunk-error.ts';

type LateProps = {
  onClose?: (() => void) | undefined;
  /** In its place until it is here. */
  fallback?: ReactNode;
};

/**
 * A part of a page whose code is fetched when it is first shown. Where it cannot be fetched the part closes and says
 * so; the page stays, and showing it again is another try.
 */
export function latePart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let known: ComponentType<Props> | undefined;
  return function LatePart({ fallback, ...props }: Props & LateProps) {
    const [Part, setPart] = useState(() => known);
    const toast = useToast();
    const close = useRef(props.onClose);

    useEffect(() => {
      if (known) return setPart(() => known);
      let isShown = true;
      const fail = () => {
        close.current?.();
        void missingPart().then(toast);
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
