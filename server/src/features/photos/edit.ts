import type { Account } from '../../domain/account.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo, PhotoChange } from '../../domain/photo.ts';
import { type TransitionDeps, transitionOwnPhoto } from './transition.ts';

export type { PhotoChange };

/** Changes the given fields of a photo. Absent fields stay as they are. */
export const editPhoto = (
  deps: TransitionDeps,
  editor: Account,
  id: PhotoId,
  change: PhotoChange,
): Promise<Photo> => transitionOwnPhoto(deps, editor, id, { type: 'edit', change });
