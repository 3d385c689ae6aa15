import type { BrowserUser } from './browser-user.ts';
import type { Seeded } from './seed.ts';

export type PageState = {
  name: string;
  path: string;
  /** Brings the open page into this state and waits for it. */
  reach: (user: BrowserUser) => Promise<unknown>;
};

const heading = (name: string | RegExp) => (user: BrowserUser) =>
  user.page.getByRole('heading', { name }).waitFor();
const photos = ({ photos }: BrowserUser) => photos.first().waitFor();
const dialog = ({ page }: BrowserUser, name: string | RegExp) => page.getByRole('dialog', { name }).waitFor();
const press = (user: BrowserUser, name: string | RegExp) =>
  user.main.getByRole('button', { name }).first().click();
const menu = ({ page }: BrowserUser, name: string) => page.getByRole('menu', { name }).waitFor();
/** Opens a dialog by a button of the page. */
const opensDialog = (button: string | RegExp, title: string | RegExp) => async (user: BrowserUser) => {
  await press(user, button);
  await dialog(user, title);
};
const selectsPhoto = async (user: BrowserUser) => {
  await photos(user);
  await user.main.getByRole('button', { name: 'Select Evening 2' }).click();
  await user.main.getByRole('region', { name: 'Selected photos' }).waitFor();
};

/** Waits for the lists of the settings, which shift everything below them when they load. */
const settingsLoaded = async ({ main }: BrowserUser) => {
  await main.getByText('This browser').waitFor();
  await main.getByRole('button', { name: 'New token' }).waitFor();
};

/** States of a new account without content. */
export const emptyStates: PageState[] = [
  { name: 'home', path: '/', reach: heading('No photos yet') },
  { name: 'library', path: '/me', reach: heading('Your library is empty') },
  { name: 'library, filtered', path: '/me?visibility=private', reach: heading('No matching photos') },
  { name: 'albums', path: '/me/albums', reach: heading('No albums yet') },
  { name: 'likes', path: '/me/likes', reach: heading('No likes yet') },
  { name: 'trash', path: '/me/trash', reach: heading('The trash is empty') },
  { name: 'profile', path: '/users/newcomer', reach: heading('You haven’t made anything public yet') },
  { name: 'albums of a profile', path: '/users/newcomer/albums', reach: heading('No public albums') },
  { name: 'tag', path: '/?tag=nothing', reach: heading('No photo has this tag') },
];

export const visitorStates = ({ photoIds, albumId }: Seeded): PageState[] => [
  { name: 'home', path: '/', reach: photos },
  { name: 'tag', path: '/?tag=sky', reach: photos },
  { name: 'photo', path: `/photos/${photoIds[1]}`, reach: heading('Evening 2') },
  { name: 'photo in an album', path: `/photos/${photoIds[1]}?album=${albumId}`, reach: heading('Evening 2') },
  {
    name: 'photo, liked by',
    path: `/photos/${photoIds.at(-1)}`,
    reach: opensDialog(/^2 likes/u, 'Liked by'),
  },
  { name: 'profile', path: '/users/ada', reach: photos },
  { name: 'albums of a profile', path: '/users/ada/albums', reach: heading('Ada Lovelace') },
  { name: 'album', path: `/albums/${albumId}`, reach: photos },
  { name: 'register', path: '/register', reach: heading('Register') },
  {
    name: 'register, refused',
    path: '/register',
    async reach(user) {
      await press(user, 'Register');
      await user.main.locator('[aria-invalid=true]').first().waitFor();
    },
  },
  { name: 'confirm', path: '/confirm', reach: heading('Confirm your e‑mail address') },
  { name: 'log in', path: '/login?next=%2Fme', reach: heading('Log in') },
  {
    name: 'log in, refused',
    path: '/login',
    async reach({ main }) {
      await main.getByLabel('User name or e-mail address').fill('nobody');
      await main.getByLabel('Password', { exact: true }).fill('not the password');
      await main.getByRole('button', { name: 'Log in' }).click();
      await main.getByText('Wrong name or password').first().waitFor();
    },
  },
  { name: 'forgot password', path: '/forgot-password', reach: heading('Forgot password') },
  { name: 'reset password', path: '/reset-password', reach: heading('Set a new password') },
  { name: 'not found', path: '/nowhere', reach: heading('Page not found') },
  {
    name: 'keys',
    path: '/',
    async reach(user) {
      await user.page.keyboard.press('?');
      await dialog(user, 'Keyboard shortcuts');
    },
  },
];

export const memberStates = ({ photoIds, albumId }: Seeded): PageState[] => [
  { name: 'home', path: '/', reach: photos },
  {
    name: 'account menu',
    path: '/',
    async reach(user) {
      await user.banner.getByRole('button', { name: 'Account of Ada Lovelace' }).click();
      await menu(user, 'Account of Ada Lovelace');
    },
  },
  {
    name: 'library',
    path: '/me',
    reach: ({ photos }) => photos.filter({ hasText: 'Hidden by an administrator' }).waitFor(),
  },
  { name: 'library, selected', path: '/me', reach: selectsPhoto },
  {
    name: 'library, visibility',
    path: '/me',
    async reach(user) {
      await selectsPhoto(user);
      await press(user, /^Visibility$/u);
      await menu(user, 'Visibility');
    },
  },
  {
    name: 'library, tags',
    path: '/me',
    async reach(user) {
      await selectsPhoto(user);
      await opensDialog(/^Tags$/u, 'Tags of the selected photos')(user);
    },
  },
  {
    name: 'library, add to album',
    path: '/me',
    async reach(user) {
      await selectsPhoto(user);
      await opensDialog('Add to album', 'Add to an album')(user);
      await user.page.getByRole('dialog').getByText('One summer').waitFor();
    },
  },
  { name: 'own photo', path: `/photos/${photoIds.at(-1)}`, reach: heading('Evening') },
  {
    name: 'own photo, hidden',
    path: `/photos/${photoIds[2]}`,
    reach: ({ main }) => main.getByText('An administrator has hidden this photo.').waitFor(),
  },
  {
    name: 'own photo, sizes',
    path: `/photos/${photoIds[1]}`,
    async reach(user) {
      await press(user, 'Download');
      await menu(user, 'Download');
    },
  },
  {
    name: 'own photo, edited',
    path: `/photos/${photoIds[1]}`,
    async reach(user) {
      await user.chooseMenuItem('More', 'Edit');
      await dialog(user, 'Edit photo');
    },
  },
  {
    name: 'own photo, add to album',
    path: `/photos/${photoIds[1]}`,
    async reach(user) {
      await user.chooseMenuItem('More', 'Add to album');
      await user.page.getByText('Already in this album').waitFor();
    },
  },
  {
    name: 'albums',
    path: '/me/albums',
    reach: ({ main }) => main.getByRole('link', { name: 'One summer' }).waitFor(),
  },
  { name: 'new album', path: '/me/albums', reach: opensDialog('New album', 'New album') },
  {
    name: 'own album',
    path: `/albums/${albumId}`,
    reach: ({ main }) => main.getByRole('button', { name: 'Reorder' }).waitFor(),
  },
  { name: 'album, edited', path: `/albums/${albumId}`, reach: opensDialog('Edit album', 'Edit album') },
  {
    name: 'album, edited and left',
    path: `/albums/${albumId}`,
    async reach(user) {
      await opensDialog('Edit album', 'Edit album')(user);
      await user.page.getByLabel('Title').fill('Two summers');
      await user.page.keyboard.press('Escape');
      await dialog(user, 'Discard your changes?');
    },
  },
  {
    name: 'album, photos to add',
    path: `/albums/${albumId}`,
    reach: opensDialog('Add photos', 'Add photos'),
  },
  {
    name: 'album, deleted',
    path: `/albums/${albumId}`,
    reach: opensDialog('Delete album', /^Delete the album/u),
  },
  {
    name: 'album, reordered',
    path: `/albums/${albumId}`,
    async reach(user) {
      await press(user, 'Reorder');
      await press(user, ', 2 of 5');
    },
  },
  { name: 'likes', path: '/me/likes', reach: photos },
  { name: 'trash', path: '/me/trash', reach: photos },
  { name: 'trash, emptied', path: '/me/trash', reach: opensDialog('Empty the trash', /^Delete everything/u) },
  {
    name: 'settings',
    path: '/settings',
    reach: settingsLoaded,
  },
  { name: 'deletion', path: '/settings/deletion', reach: heading('Your account is safe') },
  {
    name: 'settings, picture',
    path: '/settings',
    reach: opensDialog('Choose from your photos', 'Choose a profile picture'),
  },
  {
    name: 'settings, new token',
    path: '/settings',
    async reach(user) {
      await settingsLoaded(user);
      await opensDialog('New token', 'New token')(user);
    },
  },
  {
    name: 'settings, deletion',
    path: '/settings',
    async reach(user) {
      await settingsLoaded(user);
      await opensDialog('Delete account', 'Delete your account?')(user);
    },
  },
];

/** States with an error message. */
export const errorStates: PageState[] = [
  {
    name: 'a file that is refused',
    path: '/me',
    async reach(user) {
      await user.upload({ name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('only words') });
      await user.page.getByRole('heading', { name: '1 failed' }).waitFor();
    },
  },
  {
    name: 'a list that cannot be loaded',
    path: '/settings',
    async reach({ page, main, chooseMenuItem }) {
      const problem = { status: 500, code: 'internal', detail: '', requestId: crypto.randomUUID() };
      await page.route('**/api/v1/me/albums*', (route) => route.fulfill({ status: 500, json: problem }));
      await chooseMenuItem(/^Account of/u, 'Albums');
      await main.getByRole('heading', { name: 'This could not be loaded' }).waitFor();
      await main.getByText(`Request ${problem.requestId}`).waitFor();
      await page.unrouteAll();
    },
  },
  {
    name: 'offline',
    path: '/settings',
    async reach({ page, context }) {
      await context.setOffline(true);
      await page.getByText('You are offline.').waitFor();
    },
  },
  {
    name: 'offline, a list',
    path: '/settings',
    async reach({ main, chooseMenuItem, context }) {
      await context.setOffline(true);
      await chooseMenuItem(/^Account of/u, 'Albums');
      await main.getByRole('heading', { name: 'No connection' }).waitFor();
    },
  },
  {
    name: 'a chunk that cannot be loaded',
    path: '/settings',
    async reach(user) {
      const { page } = user;
      await settingsLoaded(user);
      await page.route('**/assets/*.js', (route) => route.fulfill({ status: 404 }));
      await page.keyboard.press('?');
      await page.getByText('Reload the page, then try again.').waitFor();
      await page.unrouteAll();
    },
  },
  {
    name: 'offline, a chunk not loaded yet',
    path: '/settings',
    async reach(user) {
      const { page, main, context } = user;
      await settingsLoaded(user);
      await context.setOffline(true);
      await page.keyboard.press('?');
      await page.getByText('There is no connection').waitFor();
      await main.getByRole('heading', { name: 'Settings' }).waitFor();
    },
  },
];
