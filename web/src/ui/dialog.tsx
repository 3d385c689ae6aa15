import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import { useControlLabels } from './control-labels.ts';
import styles from './dialog.module.css';

export type DialogProps = {
  title: string;
  onClose: () => void;
  /** `side` keeps to the end edge, so that what is behind it stays in view. */
  placement?: 'middle' | 'side';
  /** Whether pressing beside it closes it. */
  closesOnBackdropClick?: boolean;
  children: ReactNode;
  /** Buttons, kept in view at the bottom. */
  actions?: ReactNode;
};

const focusable = 'a[href], button, input, select, textarea';

/** Open for as long as it is rendered. */
export function Dialog({
  title,
  onClose,
  placement = 'middle',
  closesOnBackdropClick: closesBeside = true,
  children,
  actions,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  // A press that began inside and ends beside it, as where text is selected, was not meant to close it.
  const isPressedBeside = useRef(false);
  const titleId = useId();
  const words = useControlLabels();

  // Closed before it is taken off the page: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  // What the keyboard cannot step through, it must be able to scroll.
  useEffect(() => {
    if (body.current) body.current.tabIndex = body.current.querySelector(focusable) ? -1 : 0;
  });

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className={classNames(styles.dialog, styles[placement])}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        isPressedBeside.current = event.target === dialog.current;
      }}
      onClick={(event) => {
        if (closesBeside && isPressedBeside.current && event.target === dialog.current) onClose();
      }}
      onClose={() => {
        // By the browser itself, which does so when asked twice in a row; whoever renders it decides.
        if (!dialog.current || dialog.current.open) return;
        dialog.current.showModal();
        onClose();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className={styles.frame}>
        <header className={styles.header}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          <IconButton icon="close" label={words.close} onClick={onClose} />
        </header>
        <div ref={body} className={styles.body}>
          {children}
        </div>
        {actions && <footer className={styles.actions}>{actions}</footer>}
      </div>
    </dialog>
  );
}
