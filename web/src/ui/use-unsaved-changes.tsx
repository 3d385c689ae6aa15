import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { useControlLabels } from './control-labels.ts';
import { Dialog } from './dialog.tsx';
import { leaveGuard } from './leave-guard.ts';

export type UnsavedChanges = {
  /** Runs `then` at once, or after the user confirms losing changes. */
  leave: (then: () => void) => void;
  /** Render it: the confirmation, while it is open. */
  question: ReactNode;
};

/** Asks before leaving with unsaved changes: a dialog, the page, or the tab. */
export function useUnsavedChanges(isUnsaved: boolean): UnsavedChanges {
  const [asked, setAsked] = useState<{ leave: () => void }>();
  const release = useRef<() => void>(undefined);

  // Removed in the layout phase, so that code which runs after saving can leave at once.
  useLayoutEffect(() => {
    if (!isUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const removeGuard = leaveGuard.add((leave) => setAsked({ leave }));
    window.addEventListener('beforeunload', warn);
    release.current = () => {
      removeGuard();
      window.removeEventListener('beforeunload', warn);
    };
    return release.current;
  }, [isUnsaved]);

  const discard = () => {
    setAsked(undefined);
    release.current?.();
    asked?.leave();
  };
  return {
    leave: (then) => (isUnsaved ? setAsked({ leave: then }) : then()),
    question: asked && <DiscardDialog onKeep={() => setAsked(undefined)} onDiscard={discard} />,
  };
}

function DiscardDialog({ onKeep, onDiscard }: { onKeep: () => void; onDiscard: () => void }) {
  const keep = useRef<HTMLButtonElement>(null);
  const words = useControlLabels();
  useLayoutEffect(() => keep.current?.focus(), []);
  return (
    <Dialog
      title={words.unsaved}
      onClose={onKeep}
      actions={
        <>
          <Button look="danger" onClick={onDiscard}>
            {words.discard}
          </Button>
          <Button ref={keep} look="primary" onClick={onKeep}>
            {words.keepEditing}
          </Button>
        </>
      }
    >
      <p>{words.unsavedText}</p>
    </Dialog>
  );
}
