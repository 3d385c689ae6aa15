import type { FormEvent, ReactNode, Ref } from 'react';
import { Button } from './button.tsx';
import styles from './form.module.css';

type FormProps = {
  ref?: Ref<HTMLFormElement>;
  submit: string;
  isBusy: boolean;
  /** An error that concerns the whole form. */
  problem?: ReactNode;
  onSubmit: (fields: FormData) => void;
  children: ReactNode;
};

/** A column of fields. Input stays, whatever the response. */
export function Form({ ref, submit, isBusy, problem, onSubmit, children }: FormProps) {
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isBusy) onSubmit(new FormData(event.currentTarget));
  };
  return (
    <form ref={ref} className={styles.form} onSubmit={send} noValidate>
      {children}
      <div role="alert">{problem && <p className={styles.problem}>{problem}</p>}</div>
      <Button type="submit" look="primary" busy={isBusy} className={styles.submit}>
        {submit}
      </Button>
    </form>
  );
}

/** Returns the text of a form field. */
export const fieldText = (fields: FormData, name: string) => String(fields.get(name) ?? '');
