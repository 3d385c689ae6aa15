/** Isolates a user's text within a message, so that its writing direction does not affect the words around it. */
export const bidiIsolate = (words: string) => `\u2068${words}\u2069`;

export const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

/**
 * Texts that most pages need, grouped by location. Texts of one feature live in a `messages-*` file, loaded with it.
 * Counts come with their formatted number.
 */
export const messages = {
  /** Names and states of photos in lists. `photoMessages` has the rest. */
  photo: {
    untitled: 'Photo',
    uploadedBy: (name: string, day: string) => `Photo by ${name}, uploaded ${day}`,
    by: (name: string) => `Photograph by ${name} on Vitrine.`,
    directions: {
      north: (degrees: string) => `${degrees} N`,
      south: (degrees: string) => `${degrees} S`,
      east: (degrees: string) => `${degrees} E`,
      west: (degrees: string) => `${degrees} W`,
    },
    visibility: { public: 'Public', unlisted: 'Anyone with the link', private: 'Private' },
    state: {
      uploading: 'Waiting for upload',
      processing: 'Processing',
      rejected: 'Rejected',
    },
  },
  app: {
    name: 'Vitrine',
    description: 'A quiet place for photographs.',
    titled: (title: string) => `${title} · Vitrine`,
    skip: 'Skip to content',
    navigation: 'Main',
    retry: 'Try again',
    home: 'Go to the newest photos',
    cancel: 'Cancel',
    save: 'Save',
    loading: 'Loading',
    more: 'Loading more',
    showMore: 'Show more',
    undo: 'Undo',
  },
  controls: {
    close: 'Close',
    show: 'Show',
    hide: 'Hide',
    cancel: 'Cancel',
    unsaved: 'Discard your changes?',
    unsavedText: 'Your changes are not saved.',
    keepEditing: 'Keep editing',
    discard: 'Discard',
  },
  header: {
    upload: 'Upload',
    library: 'Library',
    login: 'Log in',
    register: 'Register',
    account: (name: string) => `Account of ${name}`,
    albums: 'Albums',
    likes: 'Likes',
    trash: 'Trash',
    settings: 'Settings',
    keys: 'Keyboard shortcuts',
    logout: 'Log out',
  },
  footer: { label: 'About this gallery', api: 'API' },
  theme: {
    label: 'Appearance',
    system: 'System',
    light: 'Light',
    dark: 'Dark',
  },
  problems: {
    offline: 'There is no connection. Check the network and try again.',
    unknown: 'Something went wrong on our side. Try again in a moment.',
    tooMany: 'Too many attempts. Wait a moment and try again.',
    changedElsewhere:
      'This was changed elsewhere, perhaps in another tab. Nothing was saved. Copy your text, then reload the page.',
    forbidden: 'You don’t have permission to do that.',
    pageTitle: 'This page could not be shown',
    loadTitle: 'This could not be loaded',
    request: (id: string) => `Request ${id}`,
    offlineTitle: 'No connection',
    offlineBanner: 'You are offline. Pages you have opened stay available.',
    reload: 'Reload',
    chunkError: 'This part of the page could not be loaded. Reload the page, then try again.',
  },
  notFound: {
    title: 'Page not found',
    text: 'The link may be wrong, or the page has been removed or isn’t shared with you.',
  },
  home: {
    heading: 'Newest photos',
    introduction: 'A quiet place for photographs: yours, and everyone else’s.',
    empty: 'No photos yet',
    emptyText: 'The first public photo will appear here.',
    description: 'The newest photographs on Vitrine.',
  },
  tag: {
    title: (tag: string) => `Tagged “${tag}”`,
    empty: 'No photo has this tag',
    emptyText: 'Only the owner of a photo can tag it.',
  },
  grid: {
    label: 'Photos',
    by: (name: string) => `by ${bidiIsolate(name)}`,
    hidden: 'Hidden by an administrator',
  },
  uploads: {
    fileInput: 'Photos to upload',
    folderInput: 'Folder of photos to upload',
    drop: 'Drop photos or folders to upload them',
    dropHint: 'JPEG, PNG, GIF, WebP, AVIF, HEIC and TIFF',
    login: 'Log in to upload photos.',
  },
} as const;
