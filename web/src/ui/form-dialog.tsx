import { type FormEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { Button, type ButtonLook } from './button.tsx';
import { useControlLabels } from './control-labels.ts';
import { Dialog, type DialogProps } from './dialog.tsx';
import styles from './form.module.css';
import { useUnsavedChanges } from './use-unsaved-changes.tsx';

type FormDialogProps = Pick<DialogProps, 'title' | 'placement' | 'onClose' | 'children'> & {
  submit: string;
  look?: ButtonLook;
  /** Replaces the label of the cancel button. */
  cancel?: string;
  isBusy: boolean;
  /** True if closing would lose input. Closing asks first. */
  isChanged: boolean;
  isComplete?: boolean;
  /** An error that concerns the whole form. */
  problem?: ReactNode;
  onSubmit: (fields: FormData) => void;
};

/** A form in a dialog. `onClose` is called when the user may leave; after saving, the caller closes it. */
export function FormDialog(props: FormDialogProps) {
  const { title, placement, submit, look = 'primary', cancel, isBusy, isChanged, isComplete = true } = props;
  const { problem, onSubmit, onClose, children } = props;
  const form = useRef<HTMLFormElement>(null);
  const formId = useId();
  const words = useControlLabels();
  const { leave, question } = useUnsavedChanges(isChanged);
  const close = () => leave(onClose);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isBusy) onSubmit(new FormData(event.currentTarget));
  };

  // Focus the first field. On touch screens, the keyboard would cover the text.
  useLayoutEffect(() => {
    if (!matchMedia('(pointer: coarse)').matches)
      form.current?.querySelector<HTMLElement>('input:not([hidden], [type=radio]), textarea')?.focus();
  }, []);

  return (
    <>
      <Dialog
        title={title}
        {...(placement && { placement })}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>{cancel ?? words.cancel}</Button>
            <Button look={look} type="submit" form={formId} busy={isBusy} disabled={!isComplete}>
              {submit}
            </Button>
          </>
        }
      >
        <form ref={form} id={formId} className={styles.form} onSubmit={send} noValidate>
          {children}
          <div role="alert">{problem && <p className={styles.problem}>{problem}</p>}</div>
        </form>
      </Dialog>
      {question}
    </>
  );
}
