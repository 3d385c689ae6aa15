import { useLogOut } from '../api/session.ts';
import type { Account } from '../api/types.ts';
import { problemText } from '../shared/errors/problem-text.ts';
import { messages } from '../shared/i18n/messages.ts';
import { Avatar } from '../ui/avatar.tsx';
import { leaveGuard } from '../ui/leave-guard.ts';
import { Menu, MenuDivider, MenuHeading, MenuItem, MenuLink } from '../ui/menu.tsx';
import { useToast } from '../ui/toast.tsx';
import styles from './account-menu.module.css';
import { themes, useTheme } from './theme.ts';

type AccountMenuProps = { account: Account; onShowShortcuts: () => void };

export function AccountMenu({ account, onShowShortcuts }: AccountMenuProps) {
  const [theme, setTheme] = useTheme();
  const logOut = useLogOut();
  const toast = useToast();
  const leave = () => logOut.mutate(undefined, { onError: (error) => toast({ text: problemText(error) }) });
  const name = account.displayName || account.username;
  const label = messages.header.account(name);
  return (
    <Menu
      label={label}
      trigger={(props) => (
        <button type="button" className={styles.trigger} aria-label={label} title={name} {...props}>
          <Avatar member={account} />
        </button>
      )}
    >
      <MenuLink href={`/users/${account.username}`} icon="user">
        <bdi>{name}</bdi>
      </MenuLink>
      <MenuLink href="/me" icon="library">
        {messages.header.library}
      </MenuLink>
      <MenuLink href="/me/albums" icon="album">
        {messages.header.albums}
      </MenuLink>
      <MenuLink href="/me/likes" icon="heart">
        {messages.header.likes}
      </MenuLink>
      <MenuLink href="/me/trash" icon="trash">
        {messages.header.trash}
      </MenuLink>
      <MenuLink href="/settings" icon="settings">
        {messages.header.settings}
      </MenuLink>
      <MenuItem icon="keys" hint="?" onSelect={onShowShortcuts}>
        {messages.header.keys}
      </MenuItem>
      <MenuDivider />
      <MenuHeading>{messages.theme.label}</MenuHeading>
      {themes.map((choice) => (
        <MenuItem key={choice} checked={choice === theme} onSelect={() => setTheme(choice)}>
          {messages.theme[choice]}
        </MenuItem>
      ))}
      <MenuDivider />
      <MenuItem icon="logout" onSelect={() => leaveGuard.intercepts(leave) || leave()}>
        {messages.header.logout}
      </MenuItem>
    </Menu>
  );
}
