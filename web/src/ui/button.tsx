import type { ComponentProps } from 'react';
import { Link } from 'wouter';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import { Spinner } from './spinner.tsx';

export type ButtonLook = 'primary' | 'outlined' | 'plain' | 'danger';

type Shared = { look?: ButtonLook | undefined; icon?: IconName | undefined };
export type ButtonProps = ComponentProps<'button'> & Shared & { busy?: boolean | undefined };

export function Button({ look = 'outlined', icon, busy = false, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      {...rest}
      className={classNames(styles.button, styles[look], className)}
    >
      {busy ? <Spinner small /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export type ButtonLinkProps = Shared & {
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
  /** Its name, and the tip that is shown over it. */
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
