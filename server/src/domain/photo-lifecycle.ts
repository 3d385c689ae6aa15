import { blobKeysOf } from './blob-keys.ts';
import { AppError } from './errors.ts';
import {
  isListed,
  maxTagsPerPhoto,
  type Photo,
  type PhotoChange,
  type PhotoMetadata,
  type Picture,
  stricterVisibility,
  tagKey,
  type UploadDefaults,
} from './photo.ts';
import { days, type Timestamp } from './time.ts';

/** Metadata that a repeated announcement of the same file gives. */
export type UploadWishes = Pick<
  PhotoChange,
  'title' | 'description' | 'tags' | 'visibility' | 'allowDownload'
>;

/** A result of rendering an original. */
export type RenderedPhoto = { metadata: PhotoMetadata; sha256: string; picture: Picture };

export type PhotoEvent =
  /** The bytes of the upload are in the store. */
  | { type: 'arrive'; bytes: number }
  /** The renditions are stored. `isHiddenFile`: an admin hid a photo of the same file. */
  | { type: 'ready'; rendered: RenderedPhoto; isHiddenFile: boolean }
  /** The file cannot be used. */
  | { type: 'reject'; reason: string }
  /** Rendering takes long. */
  | { type: 'delay'; reason: string }
  /** Stored renditions are lost; those under `lostKeys` must be rendered again. */
  | { type: 'redraw'; lostKeys: readonly string[] }
  /** The renditions of before stay, because no new ones can be made. */
  | { type: 'keepPrevious' }
  /** The owner announced the same file again. */
  | { type: 'resume'; wishes: UploadWishes; defaults: UploadDefaults }
  /** Another photo of the owner arrived with the checksum that this photo claims. */
  | { type: 'duplicateArrived'; duplicate: Pick<Photo, 'visibility' | 'allowDownload' | 'trashedAt'> }
  | { type: 'edit'; change: PhotoChange }
  | { type: 'addTags'; tags: readonly string[] }
  | { type: 'removeTags'; tags: readonly string[] }
  | { type: 'trash' }
  | { type: 'restore' }
  /** `reason` is absent if an admin looked at this photo. */
  | { type: 'hide'; reason?: 'same-file' }
  | { type: 'unhide' };

/** `publish`: open windows must hear of the change. `render`: the photo waits for a rendering job. */
export type PhotoEffect = 'publish' | 'render';

/**
 * `refused`: the photo's state does not allow the event. Its photo is the very one that was given, as for
 * `unchanged`.
 */
export type PhotoTransition = {
  outcome: 'changed' | 'unchanged' | 'refused';
  photo: Photo;
  effects: readonly PhotoEffect[];
};

type Context = { present: Photo; now: Timestamp };
type EventOf<Type extends PhotoEvent['type']> = Extract<PhotoEvent, { type: Type }>;
/** Returns the photo after the event, the same object if nothing changes, or `undefined` to refuse. */
type Rule<Type extends PhotoEvent['type']> = (context: Context, event: EventOf<Type>) => Photo | undefined;

/* Longer than a series takes to upload and render, and too short for a new photo to begin deep in a feed. */
const longestSeries = days(1);

/**
 * Position in feeds of a photo that is public from its first rendering: the time of its announcement, so that a series
 * appears in the order in which it was chosen.
 */
const initialFeedPosition = ({ createdAt }: Photo, now: Timestamp): Timestamp =>
  now - createdAt <= longestSeries ? createdAt : now;

const rules: { [Type in PhotoEvent['type']]: Rule<Type> } = {
  arrive({ present, now }, { bytes }) {
    if (present.status === 'processing' || present.status === 'ready') return present;
    if (present.status === 'rejected') return undefined;
    return { ...present, status: 'processing', statusSince: now, bytes };
  },

  ready({ present, now }, { rendered, isHiddenFile }) {
    if (present.status !== 'processing') return undefined;
    const { metadata, sha256, picture } = rendered;
    const ready = { ...asReady(withDrafts(present, metadata), now), sha256, picture };
    if (present.picture) return ready;
    const shown = isHiddenFile ? hidden(ready, now, 'same-file') : ready;
    return withPublication(shown, initialFeedPosition(present, now));
  },

  // A photo that was ready once is never lost to a failed rendering.
  reject({ present, now }, { reason }) {
    if (present.status !== 'processing') return undefined;
    if (present.picture) return asReady(present, now);
    return { ...present, status: 'rejected', statusReason: reason, statusSince: now };
  },

  delay: ({ present }, { reason }) =>
    present.status === 'processing' ? { ...present, statusReason: reason } : undefined,

  redraw({ present, now }, { lostKeys }) {
    if (present.status === 'processing') return present;
    const isAffected =
      present.status === 'ready' && blobKeysOf(present).some((key) => lostKeys.includes(key));
    return isAffected ? { ...present, status: 'processing', statusSince: now } : undefined;
  },

  keepPrevious: ({ present, now }) =>
    present.status === 'processing' && present.picture ? asReady(present, now) : undefined,

  // A photo in the trash keeps its texts, and is shown to nobody who could not see it before, unless the owner says so.
  resume({ present }, { wishes, defaults }) {
    if (present.status === 'uploading') return withoutTrash({ ...present, ...given(wishes) });
    if (present.trashedAt === undefined) return present;
    return withoutTrash({
      ...present,
      visibility: wishes.visibility ?? stricterVisibility(present.visibility, defaults.visibility),
      allowDownload: wishes.allowDownload ?? (present.allowDownload && defaults.allowDownload),
    });
  },

  // An upload that never arrived loses its claim. A photo in the trash is restored in place of its duplicate.
  duplicateArrived({ present }, { duplicate }) {
    if (present.status === 'uploading') {
      const { sha256: _, ...unclaimed } = present;
      return unclaimed;
    }
    if (present.trashedAt === undefined || duplicate.trashedAt !== undefined) return present;
    return withoutTrash({
      ...present,
      visibility: stricterVisibility(present.visibility, duplicate.visibility),
      allowDownload: present.allowDownload && duplicate.allowDownload,
    });
  },

  edit: ({ present }, { change }) => ({ ...present, ...given(change) }),

  addTags({ present }, { tags }) {
    const known = new Set(present.tags.map(tagKey));
    const all = [...present.tags, ...tags.filter((tag) => !known.has(tagKey(tag)))];
    if (all.length > maxTagsPerPhoto)
      throw new AppError('quota-exceeded', `A photo can have at most ${maxTagsPerPhoto} tags.`);
    return { ...present, tags: all };
  },

  removeTags({ present }, { tags }) {
    const removed = new Set(tags.map(tagKey));
    return { ...present, tags: present.tags.filter((tag) => !removed.has(tagKey(tag))) };
  },

  // Uploads that never became a picture are deleted for good instead.
  trash({ present, now }) {
    if (present.trashedAt !== undefined) return present;
    return present.status === 'processing' || present.status === 'ready'
      ? { ...present, trashedAt: now }
      : undefined;
  },

  restore: ({ present }) => withoutTrash(present),

  hide: ({ present, now }, { reason }) => hidden(present, now, reason),

  unhide({ present }) {
    if (present.hiddenAt === undefined) return present;
    const { hiddenAt: _, hiddenReason: _reason, ...shown } = present;
    return shown;
  },
};

/**
 * Every change of a photo's row is decided here. Pure: `features/photos/transition.ts` stores it and carries out its
 * effects.
 */
export function transitionPhoto(present: Photo, event: PhotoEvent, now: Timestamp): PhotoTransition {
  const rule = rules[event.type] as Rule<PhotoEvent['type']>;
  const after = rule({ present, now }, event);
  if (after === undefined) return { outcome: 'refused', photo: present, effects: [] };
  const photo = withPublication(after, now);
  const isChanged = photo !== present && !isSame(photo, present);
  // The process that took the upload may have ended before it enqueued the job.
  const isWaiting = photo.status === 'processing' && (event.type === 'arrive' || event.type === 'redraw');
  return {
    outcome: isChanged ? 'changed' : 'unchanged',
    photo: isChanged ? photo : present,
    effects: [...(isChanged ? (['publish'] as const) : []), ...(isWaiting ? (['render'] as const) : [])],
  };
}

function isSame(one: Photo, other: Photo): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof Photo>;
  return [...names].every(
    (name) => one[name] === other[name] || JSON.stringify(one[name]) === JSON.stringify(other[name]),
  );
}

const given = (change: PhotoChange) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<Photo>;

const asReady = ({ statusReason: _, ...photo }: Photo, statusSince: Timestamp): Photo => ({
  ...photo,
  status: 'ready',
  statusSince,
});

function withoutTrash(photo: Photo): Photo {
  if (photo.trashedAt === undefined) return photo;
  const { trashedAt: _, ...restored } = photo;
  return restored;
}

const hidden = (photo: Photo, hiddenAt: Timestamp, hiddenReason: 'same-file' | undefined): Photo =>
  photo.hiddenAt === undefined ? { ...photo, hiddenAt, ...(hiddenReason && { hiddenReason }) } : photo;

/** Keeps the time at which a photo was first public. */
const withPublication = (photo: Photo, now: Timestamp): Photo =>
  isListed(photo) && photo.publishedAt === undefined ? { ...photo, publishedAt: now } : photo;

/** Texts of the file are drafts: they fill the fields that the owner left empty before the first rendering. */
function withDrafts(photo: Photo, { title, description, keywords, ...metadata }: PhotoMetadata): Photo {
  if (photo.picture) return { ...photo, metadata };
  return {
    ...photo,
    metadata,
    title: photo.title || (title ?? ''),
    description: photo.description || (description ?? ''),
    tags: photo.tags.length > 0 ? photo.tags : (keywords ?? []),
  };
}
