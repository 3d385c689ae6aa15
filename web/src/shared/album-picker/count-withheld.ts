import type { Album, Photo, Visibility } from '../../api/types.ts';
import { sharingMessages } from '../i18n/messages-sharing.ts';
import type { Format } from '../i18n/use-format.ts';

const reach: Readonly<Record<Visibility, number>> = { private: 0, unlisted: 1, public: 2 };

/** Others who may open the album do not find such a photo in it. */
export const isWithheld = (album: Pick<Album, 'visibility'>, photo: Pick<Photo, 'visibility'>) =>
  reach[photo.visibility] < reach[album.visibility];

export type WithheldCounts = NonNullable<Album['withheld']>;

export const countWithheld = (
  album: Pick<Album, 'visibility'>,
  photos: readonly Pick<Photo, 'visibility'>[],
): WithheldCounts => {
  const withheld = photos.filter((photo) => isWithheld(album, photo));
  const hidden = withheld.filter(({ visibility }) => visibility === 'private').length;
  return { private: hidden, unlisted: withheld.length - hidden };
};

export const sumOf = (counts: WithheldCounts | undefined) => (counts ? counts.private + counts.unlisted : 0);

export const describeWithheld = ({ private: hidden, unlisted }: WithheldCounts, format: Format) =>
  sharingMessages.withheld(unlisted, hidden, format.number(unlisted), format.number(hidden));
