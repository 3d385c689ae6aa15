import type { ComponentType, ReactNode } from 'react';
import { Avatar, MemberLink } from '../ui/avatar.tsx';
import { Button, ButtonLink, IconButton } from '../ui/button.tsx';
import { Checkbox, RadioGroup } from '../ui/checkbox-radio.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Icon, type IconName, iconNames } from '../ui/icon.tsx';
import { Menu, MenuAnchor, MenuDivider, MenuHeading, MenuItem, MenuLink } from '../ui/menu.tsx';
import { Notice } from '../ui/notice.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { PasswordField, TextArea, TextField } from '../ui/text-field.tsx';
import { BottomBar, ToastProvider } from '../ui/toast.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { EditTitle, Opener, SelectableOptions, ToastButton } from './samples.tsx';

export type Entry = {
  // biome-ignore lint/suspicious/noExplicitAny: controls of any properties
  controls: readonly ComponentType<any>[];
  /** Elements by the name of the state that they show. */
  states: Readonly<Record<string, ReactNode>>;
};

const ada = { username: 'ada', displayName: 'Ada Lovelace', avatarUrl: null };
const longText = 'A label that is longer than the column in which it stands, and so needs a second line';
const doNothing = () => undefined;

/** Every control that `ui/` exports. A test fails if one is missing. */
export const catalogue: readonly Entry[] = [
  {
    controls: [Avatar],
    states: {
      initial: <Avatar member={ada} />,
      'initial, large': <Avatar member={ada} size="large" />,
      picture: <Avatar member={{ ...ada, avatarUrl: '/favicon.svg' }} size="large" />,
    },
  },
  {
    controls: [MemberLink],
    states: {
      'with a name': <MemberLink member={ada} href="/dev/ui" />,
      'without a name': <MemberLink member={{ ...ada, displayName: '' }} href="/dev/ui" />,
    },
  },
  {
    controls: [Button],
    states: {
      primary: <Button look="primary">Save</Button>,
      outlined: <Button>Cancel</Button>,
      plain: <Button look="plain">Show more</Button>,
      danger: <Button look="danger">Delete</Button>,
      'with an icon': <Button icon="upload">Upload</Button>,
      busy: (
        <Button look="primary" busy>
          Saving
        </Button>
      ),
      disabled: <Button disabled>Save</Button>,
      'long text': <Button>{longText}</Button>,
    },
  },
  {
    controls: [ButtonLink],
    states: {
      primary: (
        <ButtonLink href="/dev/ui" look="primary">
          Register
        </ButtonLink>
      ),
      'with an icon': (
        <ButtonLink href="/dev/ui" icon="edit">
          Edit
        </ButtonLink>
      ),
    },
  },
  {
    controls: [IconButton],
    states: {
      normal: <IconButton icon="heart" label="Like" />,
      filled: <IconButton icon="heart" label="Like" filled aria-pressed />,
      disabled: <IconButton icon="next" label="Next" disabled />,
    },
  },
  {
    controls: [Checkbox],
    states: {
      unchecked: <Checkbox label="Allow downloads" />,
      checked: <Checkbox label="Allow downloads" defaultChecked />,
      'with a hint': <Checkbox label="Show the place" hint="Everyone who sees the photo sees it" />,
      disabled: <Checkbox label="Allow downloads" disabled />,
      'long label': <Checkbox label={longText} />,
    },
  },
  { controls: [RadioGroup], states: { 'one selected': <SelectableOptions /> } },
  {
    controls: [TextField],
    states: {
      empty: <TextField label="Title" />,
      'with a hint': <TextField label="Title" hint="At most 200 characters" defaultValue="Winter light" />,
      'with an error': <TextField label="Email" defaultValue="ada" error="Enter a full email address" />,
      disabled: <TextField label="Title" defaultValue="Winter light" disabled />,
      'right to left': <TextField label="Title" defaultValue="ضوء الشتاء" />,
    },
  },
  {
    controls: [TextArea],
    states: {
      empty: <TextArea label="Caption" />,
      'with an error': <TextArea label="Caption" defaultValue={longText} error="Shorten the caption" />,
    },
  },
  {
    controls: [PasswordField],
    states: {
      filled: <PasswordField label="Password" defaultValue="correct horse" autoComplete="off" />,
      'with an error': <PasswordField label="Password" error="Wrong password" autoComplete="off" />,
    },
  },
  {
    controls: [Form],
    states: {
      ready: (
        <Form submit="Save" isBusy={false} onSubmit={doNothing}>
          <TextField label="Title" name="title" />
        </Form>
      ),
      busy: (
        <Form submit="Save" isBusy onSubmit={doNothing}>
          <TextField label="Title" name="title" />
        </Form>
      ),
      failed: (
        <Form
          submit="Save"
          isBusy={false}
          problem="The server did not answer. Try again."
          onSubmit={doNothing}
        >
          <TextField label="Title" name="title" />
        </Form>
      ),
    },
  },
  {
    controls: [Dialog],
    states: {
      'in the middle': (
        <Opener>
          {(close) => (
            <Dialog title="Delete 3 photos" onClose={close} actions={<Button onClick={close}>Cancel</Button>}>
              <p>{longText}</p>
            </Dialog>
          )}
        </Opener>
      ),
      'at the side': (
        <Opener>
          {(close) => (
            <Dialog title="Info" placement="side" onClose={close}>
              <p>{longText}</p>
            </Dialog>
          )}
        </Opener>
      ),
    },
  },
  {
    controls: [FormDialog],
    states: {
      unchanged: <Opener>{(close) => <EditTitle onClose={close} />}</Opener>,
      'changed, asks before it closes': <Opener>{(close) => <EditTitle onClose={close} isChanged />}</Opener>,
      busy: <Opener>{(close) => <EditTitle onClose={close} isBusy />}</Opener>,
      incomplete: <Opener>{(close) => <EditTitle onClose={close} isComplete={false} />}</Opener>,
      failed: <Opener>{(close) => <EditTitle onClose={close} problem="The title is too long." />}</Opener>,
    },
  },
  {
    controls: [Menu, MenuHeading, MenuItem, MenuDivider, MenuLink, MenuAnchor],
    states: {
      'all kinds of items': (
        <Menu label="Actions" trigger={(props) => <Button {...props}>Open</Button>}>
          <MenuHeading>Sort by</MenuHeading>
          <MenuItem checked onSelect={doNothing}>
            Newest
          </MenuItem>
          <MenuItem checked={false} onSelect={doNothing}>
            Oldest
          </MenuItem>
          <MenuDivider />
          <MenuItem icon="keys" hint="?" onSelect={doNothing}>
            Keyboard shortcuts
          </MenuItem>
          <MenuLink href="/dev/ui" icon="settings">
            Settings
          </MenuLink>
          <MenuAnchor href="/favicon.svg" icon="download">
            Download
          </MenuAnchor>
        </Menu>
      ),
    },
  },
  {
    controls: [Notice],
    states: {
      section: (
        <Notice title="No photos yet" text="The first public photo will be shown here." icon="gallery" />
      ),
      'with a next step': (
        <Notice title="Not found" text="This page does not exist.">
          <ButtonLink href="/dev/ui">Home</ButtonLink>
        </Notice>
      ),
    },
  },
  {
    controls: [Spinner],
    states: {
      decoration: <Spinner />,
      small: <Spinner small />,
      'with a label': <Spinner label="Loading" />,
    },
  },
  {
    controls: [ToastProvider],
    states: {
      message: <ToastButton text="Link copied" />,
      'with an action': <ToastButton text="Moved 3 photos to the trash" hasAction />,
    },
  },
  {
    controls: [BottomBar],
    states: {
      'a bar at the bottom edge': (
        <Opener>
          {(close) => (
            <BottomBar>
              <Button onClick={close}>Remove this bar</Button>
            </BottomBar>
          )}
        </Opener>
      ),
    },
  },
  {
    controls: [VisuallyHidden],
    states: { 'for screen readers only': <VisuallyHidden>Nobody sees this text.</VisuallyHidden> },
  },
  {
    controls: [Icon],
    states: Object.fromEntries(
      iconNames.map((name: IconName) => [
        name,
        <span key={name}>
          <Icon name={name} /> <Icon name={name} filled />
        </span>,
      ]),
    ),
  },
];
