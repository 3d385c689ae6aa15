/** The path and query parameters of a URL. */
export type PageAddress = { params: Record<string, string>; query: URLSearchParams };
export type Page = {
  /** `:name` stands for one segment. */
  path: string;
  /** API URLs after the base path. The server reads them to render the page, and the client caches their responses. */
  reads: (address: PageAddress) => string[];
  /** Visitors are sent to log in. */
  membersOnly?: true;
};

/** Returns the API path of a list's first page. */
export function listAddress(path: string, query: Record<string, string | null | undefined> = {}): string {
  const search = new URLSearchParams({ limit: '50' });
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  return `${path}?${search}`;
}

/**
 * Builds a path with each value as one segment: pathTo`/albums/${id}/photos`. Input from a URL never becomes another
 * path.
 */
export const pathTo = (parts: TemplateStringsArray, ...values: (string | undefined)[]) =>
  String.raw({ raw: parts }, ...values.map(segment));

// URL parsers resolve segments of dots even when escaped, so escape their percent signs, too.
const segment = (value = '') =>
  encodeURIComponent(/^\.{1,2}$/u.test(value) ? value.replaceAll('.', '%2E') : value);

/**
 * Returns the URL of the newest photos with a tag. A tag is arbitrary text, which paths do not carry reliably:
 * gateways decode escapes, and browsers resolve `..`. Queries stay as written.
 */
export const tagAddress = (tag: string) => `/?tag=${encodeURIComponent(tag)}`;

/** Lists every page. The server answers other paths with 404. */
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
const uploadAddress = '/me?upload';
const ownProfile = '/profile';

/** URLs that people type, and the page that each stands for. */
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

/** Returns the URL that a typed one stands for, for a member of that name or a visitor. */
export function resolveTypedAddress(path: string, username: string | undefined): string | undefined {
  if (path !== ownProfile) return Object.hasOwn(typedAddresses, path) ? typedAddresses[path] : undefined;
  return username === undefined ? `/login?next=${encodeURIComponent(path)}` : pathTo`/users/${username}`;
}

export type PageName = keyof typeof pages;
