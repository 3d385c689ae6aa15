import { classNames } from './class-names.ts';
import styles from './spinner.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

type SpinnerProps = { small?: boolean; label?: string };

/** With a label it is a status of its own. Without one it decorates a control that names its state. */
export function Spinner({ small = false, label }: SpinnerProps) {
  const ring = <span className={classNames(styles.ring, small && styles.small)} aria-hidden="true" />;
  if (!label) return ring;
  return (
    <div className={styles.state} role="status">
      {ring}
      <VisuallyHidden>{label}</VisuallyHidden>
    </div>
  );
}
