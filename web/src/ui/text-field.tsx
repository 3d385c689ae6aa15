import { type ComponentProps, type ReactNode, useId, useState } from 'react';
import { classNames } from './class-names.ts';
import { useControlLabels } from './control-labels.ts';
import styles from './text-field.module.css';

type FieldProps = {
  label: string;
  hint?: ReactNode;
  /** The error message of the field. */
  error?: string | undefined;
};

type TextFieldProps = Omit<ComponentProps<'input'>, 'id'> & FieldProps;

export function TextField({ label, hint, error, className, ...input }: TextFieldProps) {
  const field = useField(hint, error);
  return (
    <Field {...field} label={label} hint={hint} error={error}>
      <input dir="auto" {...input} {...field.control} className={classNames(styles.input, className)} />
    </Field>
  );
}

type TextAreaProps = Omit<ComponentProps<'textarea'>, 'id'> & FieldProps;

export function TextArea({ label, hint, error, className, ...input }: TextAreaProps) {
  const field = useField(hint, error);
  return (
    <Field {...field} label={label} hint={hint} error={error}>
      <textarea
        dir="auto"
        {...input}
        {...field.control}
        className={classNames(styles.input, styles.area, className)}
      />
    </Field>
  );
}

export function PasswordField({ label, hint, error, ...input }: Omit<TextFieldProps, 'type'>) {
  const field = useField(hint, error);
  const [shown, setShown] = useState(false);
  const words = useControlLabels();
  return (
    <Field {...field} label={label} hint={hint} error={error}>
      <span className={styles.password}>
        <input
          autoCapitalize="none"
          spellCheck={false}
          {...input}
          {...field.control}
          type={shown ? 'text' : 'password'}
          className={styles.input}
        />
        <button
          type="button"
          className={styles.show}
          aria-pressed={shown}
          aria-controls={field.control.id}
          onClick={() => setShown(!shown)}
        >
          {shown ? words.hide : words.show}
        </button>
      </span>
    </Field>
  );
}

function useField(hint: ReactNode, error: string | undefined) {
  const id = useId();
  const hintId = `${id}hint`;
  const errorId = `${id}error`;
  const describedBy = [hint ? hintId : '', error ? errorId : ''].filter(Boolean).join(' ') || undefined;
  return {
    control: { id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined },
    hintId,
    errorId,
  };
}

type FieldFrameProps = FieldProps & ReturnType<typeof useField> & { children: ReactNode };

function Field({ label, hint, error, control, hintId, errorId, children }: FieldFrameProps) {
  return (
    <div className={styles.field}>
      <label htmlFor={control.id} className={styles.label}>
        {label}
      </label>
      {hint && (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p id={errorId} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}
