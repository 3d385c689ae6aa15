/** What an address stands for: the parameters in its path and its query. */
export type PageAddress = { params: Record<string, string>; query: URLSearchParams };
export type Page = {
  /** `:name` stands for one segment. */
  path: string;
  /** API addresses, below the base, whose answers the page is first drawn from: read by the server, kept by the client. */
  reads: (address: PageAddress) => string[];
  /** Visitors are sent to log in. */
  membersOnly?: true;
};

/** The address of a list's first page. */
export function listAddress(path: string, query: Record<string, string | null | undefined> = {}): string {
  const search = new URLSearchParams({ limit: '50' });
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  return `${path}?${search}`;
}

/**
 * A path with each value as one segment of it, whatever it holds: pathTo`/albums/${id}/photos`. What a visitor puts into
 * an address never becomes another path.
 */
export const pathTo = (parts: TemplateStringsArray, ...values: (string | undefined)[]) =>
  String.raw({ raw: parts }, ...values.map(segment));

// Dots alone mean a way through the path however they are escaped, so they are made into a name that nothing has.
const segment = (value = '') =>
  encodeURIComponent(/^\.{1,2}$/u.test(value) ? value.replaceAll('.', '%2E') : value);

/**
 * Where the newest photos with a tag are. A tag is any text, which a path does not hold for everybody: gateways undo its
 * escapes, and browsers take `..` for a way up. A query is left as it was written.
 */
export const tagAddress = (tag: string) => `/?tag=${encodeURIComponent(tag)}`;

/** Every page a person can open. The server answers anything else with 404. */
export const pages = {
  home: { path: '/', reads: ({ query }) => [listAddress('/photos', { tag: query.get('tag') })] },
  photo: { path: '/photos/:id', reads: ({ params }) => [pathTo`/photos/${params.id}`] },
  profile: {
    path: '/users/:username',
    reads: ({ params }) => [
      pathTo`/users/${params.username}`,
      listAddress(pathTo`/users/${params.username}/photos`),
    ],
  },
  profileAlbums: {
    path: '/users/:username/albums',
    reads: ({ params }) => [
      pathTo`/users/${params.username}`,
      listAddress(pathTo`/users/${params.username}/albums`),
    ],
  },
  album: {
    path: '/albums/:id',
    reads: ({ params }) => [pathTo`/albums/${params.id}`, listAddress(pathTo`/albums/${params.id}/photos`)],
  },
  register: { path: '/register', reads: () => [] },
  confirm: { path: '/confirm', reads: () => [] },
  login: { path: '/login', reads: () => [] },
  forgotPassword: { path: '/forgot-password', reads: () => [] },
  resetPassword: { path: '/reset-password', reads: () => [] },
  gallery: { path: '/me', reads: () => [], membersOnly: true },
  myAlbums: { path: '/me/albums', reads: () => [], membersOnly: true },
  myLikes: { path: '/me/likes', reads: () => [], membersOnly: true },
  trash: { path: '/me/trash', reads: () => [], membersOnly: true },
  settings: { path: '/settings', reads: () => [], membersOnly: true },
  deletion: { path: '/settings/deletion', reads: () => [], membersOnly: true },
} as const satisfies Record<string, Page>;

/** One's own gallery, with the ways to choose files for it in front. */
export const uploadAddress = '/me?upload';
const ownProfile = '/profile';

/** Addresses that people type, and the page that each of them means. */
export const typedAddresses: Readonly<Record<string, string>> = {
  '/signup': pages.register.path,
  '/sign-up': pages.register.path,
  '/signin': pages.login.path,
  '/sign-in': pages.login.path,
  '/log-in': pages.login.path,
  '/upload': uploadAddress,
  '/gallery': pages.gallery.path,
  '/account': pages.settings.path,
  [ownProfile]: pages.profile.path,
};

/** The address of the page that a typed address means to a member of that name, or to a visitor. */
export function resolveTypedAddress(path: string, username: string | undefined): string | undefined {
  if (path !== ownProfile) return Object.hasOwn(typedAddresses, path) ? typedAddresses[path] : undefined;
  return username === undefined ? `/login?next=${encodeURIComponent(path)}` : pathTo`/users/${username}`;
}

export type PageName = keyof typeof pages;
