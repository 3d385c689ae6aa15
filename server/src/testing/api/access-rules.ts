/** The subjects who find an object and the responses they get. Others get `404 not-found`. */
export type Rule = {
  /** The object that the path names. */
  on: 'nothing' | 'photo' | 'album' | 'session' | 'token' | 'profile' | 'member';
  /** The response to those who find it. */
  ok: string;
  /** The states in which each group finds it. Visitors are all without access rights; members are not its owner. */
  visitors: readonly string[];
  members: readonly string[];
  owner: readonly string[];
  admins: readonly string[];
  /** The owner's response if it is not `ok`. */
  but?: Record<string, string>;
  query?: string;
  /** A different body for each call. */
  body?: (count: number) => unknown;
};
type Found = Partial<Pick<Rule, 'visitors' | 'members' | 'owner' | 'admins'>>;
type More = Pick<Rule, 'but' | 'query' | 'body'>;

const on =
  (thing: Rule['on']) =>
  (ok: string, found: Found, more: More = {}): Rule => ({
    on: thing,
    ok,
    visitors: [],
    members: [],
    owner: [],
    admins: [],
    ...found,
    ...more,
  });
const photo = on('photo');
const album = on('album');
const always = ['always'];
const all = { visitors: always, members: always, owner: always, admins: always };
/** Every subject that the route admits gets the same response. */
const anybody = (ok: string, body?: More['body']) => on('nothing')(ok, all, body ? { body } : {});

const shared = ['public', 'unlisted'];
const standing = [...shared, 'private', 'hidden'];
const rendered = [...standing, 'trashed'];
const owned = [...rendered, 'uploading', 'processing', 'rejected'];
const every = [...owned, 'of a suspended member', 'of a cancelled member'];
const seen = { visitors: shared, members: shared, owner: owned, admins: every };
const lively = (states: string[]) => [...states, 'of a suspended member', 'of a cancelled member'];

const ownAlbums = [...shared, 'private'];
const seenAlbums = {
  visitors: shared,
  members: shared,
  owner: ownAlbums,
  admins: [...ownAlbums, 'of a suspended member'],
};
const active = ['active'];
const member = on('member')('204', { admins: ['active', 'unconfirmed', 'suspended', 'cancelled'] });
const profile = on('profile')('200', {
  visitors: active,
  members: active,
  owner: active,
  admins: [...active, 'of a suspended member'],
});

const wrong = { password: 'not the password' };
const code = '123456';
const photoIds = ['there-is-no-such-photo'];
const isThere = (status: string) => ({
  public: status,
  unlisted: status,
  private: status,
  hidden: status,
  trashed: status,
  processing: status,
});

/** One rule for each operation of the OpenAPI document. */
export const rules: Readonly<Record<string, Rule>> = {
  'POST /accounts': anybody('201', (count) => ({
    username: `new-person-${count}`,
    email: `new-person-${count}@example.org`,
    password: 'correct horse battery',
  })),
  'POST /accounts/confirm': anybody('400 wrong-code', (count) => ({
    login: `nobody-${count}`,
    code,
    password: 'correct horse battery',
  })),
  'POST /accounts/resend-code': anybody('202', (count) => ({ login: `nobody-${count}` })),
  'POST /accounts/forgot-password': anybody('202', (count) => ({ login: `nobody-${count}` })),
  'POST /accounts/reset-password': anybody('400 wrong-code', (count) => ({
    login: `nobody-${count}`,
    code,
    password: 'correct horse battery',
  })),
  'GET /session': anybody('200'),
  'POST /session': anybody('401 wrong-credentials', (count) => ({ login: `nobody-${count}`, ...wrong })),
  'DELETE /session': anybody('204'),

  'GET /me': anybody('200'),
  'PATCH /me': anybody('200', () => ({ bio: 'Hello' })),
  'DELETE /me': anybody('401 wrong-credentials', () => wrong),
  'POST /me/keep': anybody('200'),
  'PUT /me/password': anybody('401 wrong-credentials', () => ({
    ...wrong,
    newPassword: 'another horse battery',
  })),
  'PUT /me/email': anybody('401 wrong-credentials', () => ({ ...wrong, email: 'new@example.org' })),
  'POST /me/email/confirm': anybody('400 wrong-code', () => ({ code })),
  'GET /me/sessions': anybody('200'),
  'DELETE /me/sessions/{id}': on('session')('204', { owner: ['present'] }),
  'GET /me/tokens': anybody('200'),
  'POST /me/tokens': anybody('401 wrong-credentials', () => ({ ...wrong, name: 'script', scopes: ['read'] })),
  'DELETE /me/tokens/{id}': on('token')('204', { owner: ['present'] }),
  'GET /me/photos': anybody('200'),
  'GET /me/albums': anybody('200'),
  'GET /me/likes': anybody('200'),
  'GET /me/tags': anybody('200'),
  'GET /me/trash': anybody('200'),
  'DELETE /me/trash': anybody('204'),
  'GET /events': anybody('200'),
  'GET /version': anybody('200'),

  'POST /uploads': anybody('201', () => ({ fileName: 'a.jpg', contentType: 'image/jpeg', bytes: 10 })),
  'POST /photos': anybody('415 unsupported-type' /* without a form */),
  'POST /uploads/{id}/complete': photo(
    '202',
    { owner: owned },
    { but: { uploading: '409 conflict' /* its bytes have not arrived */ } },
  ),
  'DELETE /uploads/{id}': photo('204', { owner: owned }, { but: isThere('409 conflict') }),

  'PUT /admin/users/{username}/suspension': { ...member, body: () => ({ reason: 'Spam' }) },
  'DELETE /admin/users/{username}/suspension': member,
  'PUT /admin/photos/{id}/hidden': photo('204', { admins: every }),
  'DELETE /admin/photos/{id}/hidden': photo('204', { admins: every }),

  'GET /photos': anybody('200'),
  'POST /photos/bulk': anybody('200', () => ({ photoIds, action: 'delete' })),
  'GET /photos/{id}': photo('200', seen),
  'PATCH /photos/{id}': photo('200', { owner: owned }, { body: () => ({ title: 'Another' }) }),
  'DELETE /photos/{id}': photo('204', { owner: owned }),
  'POST /photos/{id}/restore': photo('200', { owner: owned }),
  'GET /photos/{id}/download': photo(
    '302',
    { visitors: shared, members: shared, owner: rendered, admins: lively(rendered) },
    { query: '?size=320' },
  ),
  'GET /photos/{id}/likes': photo('200', seen),
  'PUT /photos/{id}/like': photo('200', { members: shared, owner: standing, admins: lively(standing) }),
  'DELETE /photos/{id}/like': photo('200', { members: shared, owner: owned, admins: every }),

  'GET /users/{username}': profile,
  'GET /users/{username}/photos': profile,
  'GET /users/{username}/albums': profile,

  'POST /albums': anybody('201', () => ({ title: 'Summer' })),
  'GET /albums/{id}': album('200', seenAlbums),
  'PATCH /albums/{id}': album('200', { owner: ownAlbums }, { body: () => ({ title: 'Winter' }) }),
  'DELETE /albums/{id}': album('204', { owner: ownAlbums }),
  'GET /albums/{id}/photos': album('200', seenAlbums),
  'POST /albums/{id}/photos': album('200', { owner: ownAlbums }, { body: () => ({ photoIds }) }),
  'DELETE /albums/{id}/photos': album('200', { owner: ownAlbums }, { body: () => ({ photoIds }) }),
  'POST /albums/{id}/photos/remove': album('200', { owner: ownAlbums }, { body: () => ({ photoIds }) }),
  'PUT /albums/{id}/order': album('200', { owner: ownAlbums }, { body: () => ({ photoIds }) }),
};
