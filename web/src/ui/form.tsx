import type { FormEvent, ReactNode, Ref } from 'react';
import { Button } from './button.tsx';
import styles from './form.module.css';

type FormProps = {
  ref?: Ref<HTMLFormElement>;
  submit: string;
  isBusy: boolean;
  /** What is wrong with the whole of it. */
  problem?: ReactNode;
  onSubmit: (fields: FormData) => void;
  children: ReactNode;
};

/** A column of fields. What was typed stays, whatever the answer. */
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

/** The text of a field of a form. */
export const fieldText = (fields: FormData, name: string) => String(fields.get(name) ?? '');
