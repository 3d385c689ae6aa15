export type Visibility = 'public' | 'unlisted' | 'private';

const reach: Readonly<Record<Visibility, number>> = { private: 0, unlisted: 1, public: 2 };

/** The narrower of two: the one by which fewer people see a photo. */
export const narrower = (one: Visibility, other: Visibility): Visibility =>
  reach[one] < reach[other] ? one : other;

/** How an upload starts out: who sees the photo, and whether others may download the original. */
export type UploadDefaults = { visibility: Visibility; allowDownload: boolean };

/** Without a decision of the account's owner, nobody else sees an upload. */
export const defaultsOf = (account: { uploadDefaults?: UploadDefaults }): UploadDefaults =>
  account.uploadDefaults ?? { visibility: 'private', allowDownload: false };
