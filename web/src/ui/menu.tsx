import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { Link } from 'wouter';
import { Icon, type IconName } from './icon.tsx';
import styles from './menu.module.css';

/** Props for the button that opens the menu. */
export type MenuTrigger = {
  popoverTarget: string;
  'aria-haspopup': 'menu';
  'data-menu-trigger': string;
};

type MenuProps = { label: string; trigger: (props: MenuTrigger) => ReactNode; children: ReactNode };

export function Menu({ label, trigger, children }: MenuProps) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const items = () =>
    [...(menu.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])].filter(
      (item) => !item.hasAttribute('disabled'),
    );
  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Tab') menu.current?.hidePopover();
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    all.at(target % all.length)?.focus();
  };
  return (
    <>
      {trigger({ popoverTarget: id, 'aria-haspopup': 'menu', 'data-menu-trigger': id })}
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className={styles.menu}
        onKeyDown={onKeyDown}
        onClick={() => menu.current?.hidePopover()}
        onToggle={(event) => {
          if (event.newState !== 'open' || !menu.current) return;
          positionBelow(menu.current, document.querySelector(`[data-menu-trigger="${CSS.escape(id)}"]`));
          items()[0]?.focus({ preventScroll: true });
        }}
      >
        {children}
      </div>
    </>
  );
}

type ItemProps = { icon?: IconName | undefined; children: ReactNode; hint?: string | undefined };

export function MenuLink({ href, icon, hint, children }: ItemProps & { href: string }) {
  return (
    <Link href={href} role="menuitem" tabIndex={-1} className={styles.item}>
      <ItemContent icon={icon} hint={hint}>
        {children}
      </ItemContent>
    </Link>
  );
}

/** A link that leaves the app, such as a download. */
export function MenuAnchor({ href, icon, hint, children }: ItemProps & { href: string }) {
  return (
    <a href={href} role="menuitem" tabIndex={-1} className={styles.item} download>
      <ItemContent icon={icon} hint={hint}>
        {children}
      </ItemContent>
    </a>
  );
}

type MenuItemProps = ItemProps & { onSelect: () => void; checked?: boolean };

export function MenuItem({ icon, hint, onSelect, checked, children }: MenuItemProps) {
  const choice =
    checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': checked };
  return (
    <button type="button" {...choice} tabIndex={-1} className={styles.item} onClick={onSelect}>
      <ItemContent
        icon={icon ?? (checked ? 'check' : undefined)}
        hint={hint}
        indented={checked !== undefined}
      >
        {children}
      </ItemContent>
    </button>
  );
}

export const MenuDivider = () => <hr className={styles.rule} />;

export const MenuHeading = ({ children }: { children: ReactNode }) => (
  <p className={styles.heading} role="presentation">
    {children}
  </p>
);

function ItemContent({ icon, hint, indented, children }: ItemProps & { indented?: boolean }) {
  return (
    <>
      {icon ? <Icon name={icon} size={18} /> : indented && <span className={styles.space} />}
      <span className={styles.text}>{children}</span>
      {hint && <span className={styles.hint}>{hint}</span>}
    </>
  );
}

const margin = 8;

/** Positions a popover below its opener, or above it if there is no room, within the window. */
function positionBelow(popover: HTMLElement, opener: Element | null) {
  if (!opener) return;
  const anchor = opener.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  // Excludes the scrollbar gutter, which `clientWidth` includes if scrollbars are hidden.
  const room = document.documentElement.getBoundingClientRect().width - width - margin;
  const isAtEnd = anchor.left + anchor.width / 2 > window.innerWidth / 2;
  const left = isAtEnd ? anchor.right - width : anchor.left;
  const below = anchor.bottom + margin;
  const top = below + height > window.innerHeight - margin ? anchor.top - height - margin : below;
  popover.style.left = `${Math.max(margin, Math.min(left, room))}px`;
  popover.style.top = `${Math.max(margin, top)}px`;
}
