import type { ComponentProps, MouseEvent } from 'react';
import { Link } from 'wouter';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import { Spinner } from './spinner.tsx';

export type ButtonLook = 'primary' | 'outlined' | 'plain' | 'danger';

type CommonProps = { look?: ButtonLook | undefined; icon?: IconName | undefined };
export type ButtonProps = ComponentProps<'button'> &
  CommonProps & {
    /** Shows a spinner and ignores presses, but keeps the focus. */
    busy?: boolean | undefined;
  };

/** Enter in a form also clicks its submit button. */
const preventDefault = (event: MouseEvent) => event.preventDefault();

export function Button(props: ButtonProps) {
  const { look = 'outlined', icon, busy = false, className, onClick, children, ...rest } = props;
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      {...rest}
      onClick={busy ? preventDefault : onClick}
      className={classNames(styles.button, styles[look], className)}
    >
      {busy ? <Spinner small /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export type ButtonLinkProps = CommonProps & {
  href: string;
  className?: string | undefined;
  children: ComponentProps<'a'>['children'];
};

export function ButtonLink({ look = 'outlined', icon, href, className, children }: ButtonLinkProps) {
  return (
    <Link href={href} className={classNames(styles.button, styles[look], className)}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  );
}

export type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label'> & {
  /** The accessible name, also shown as a tooltip. */
  label: string;
  icon: IconName;
  filled?: boolean | undefined;
};

export function IconButton({ label, icon, filled, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...rest}
      className={classNames(styles.button, styles.plain, styles.square, className)}
    >
      <Icon name={icon} filled={filled ?? false} />
    </button>
  );
}
