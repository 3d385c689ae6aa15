import { type ComponentType, useEffect, useRef, useState } from 'react';
import { useToast } from '../ui/toast.tsx';
import { messages } from './messages.ts';

type Closable = { onClose?: (() => void) | undefined };

/**
 * A part of a page whose code is fetched when it is first shown. Where it cannot be fetched the part closes and says
 * so; the page stays, and showing it again is another try.
 */
export function latePart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return function LatePart(props: Props & Closable) {
    const [Part, setPart] = useState<ComponentType<Props>>();
    const toast = useToast();
    const close = useRef(props.onClose);

    useEffect(() => {
      let isShown = true;
      const fail = () => {
        toast({ text: messages.problems.offline });
        close.current?.();
      };
      load().then(
        (loaded) => isShown && setPart(() => loaded),
        () => isShown && fail(),
      );
      return () => {
        isShown = false;
      };
    }, [toast]);

    return Part && <Part {...props} />;
  };
}
