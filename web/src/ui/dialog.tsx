import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import { useControlLabels } from './control-labels.ts';
import styles from './dialog.module.css';

export type DialogProps = {
  title: string;
  onClose: () => void;
  /** `side` aligns to the end edge, so that the page behind stays in view. */
  placement?: 'middle' | 'side';
  /** Closes the dialog when the user presses outside it. */
  closesOnBackdropClick?: boolean;
  children: ReactNode;
  /** Buttons that stay in view at the bottom. */
  actions?: ReactNode;
};

const focusable = 'a[href], button, input, select, textarea';

/** A modal dialog, open while it is rendered. */
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
  // A press that starts inside and ends outside, as when selecting text, does not close the dialog.
  const isPressedBeside = useRef(false);
  const titleId = useId();
  const words = useControlLabels();

  // Close the dialog before it leaves the page, or the browser does not restore the focus.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  // Make the body focusable if it has no controls, so that the keyboard can scroll it.
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
        // The browser closes a dialog on a second close request in a row. Reopen it: the parent decides.
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
