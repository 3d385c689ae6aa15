import { AppError } from '../../domain/errors.ts';
import type { Photo, UploadDefaults } from '../../domain/photo.ts';
import { type PhotoEvent, transitionPhoto, type UploadWishes } from '../../domain/photo-lifecycle.ts';
import { type TransitionDeps, transition } from '../photos/transition.ts';

/**
 * Resumes the upload of a file that was announced before. An upload that has not arrived takes the new metadata; a
 * photo in the trash is restored; any other photo stays as it is.
 */
export async function resumeUpload(
  deps: TransitionDeps,
  found: Photo,
  { title, description, tags, visibility, allowDownload }: UploadWishes,
  defaults: UploadDefaults,
): Promise<Photo> {
  const wishes: UploadWishes = { title, description, tags, visibility, allowDownload };
  const event: PhotoEvent = { type: 'resume', wishes, defaults };
  // Most repeated announcements change nothing: spare the write.
  if (transitionPhoto(found, event, deps.clock.now()).outcome === 'unchanged') return found;
  const resumed = await transition(deps, found.id, event);
  if (resumed.outcome === 'absent' || resumed.outcome === 'duplicate')
    throw new AppError('conflict', 'This photo was just deleted. Upload the file again.');
  return resumed.photo;
}
