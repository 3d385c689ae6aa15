import { tagAddress } from '@vitrine/contract/pages.ts';
import type { ReactNode } from 'react';
import { useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import type { Photo } from '../../api/types.ts';
import { type Format, useFormat } from '../../shared/i18n/format.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { photoName } from '../../shared/photo-grid/photo-image.ts';
import { MemberLink } from '../../ui/avatar.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './photo-info.module.css';

const storageKey = 'vitrine-data';
const changed = 'vitrine-data-panel';

/** Tracks whether the info panel is open, and remembers it in this browser. */
export function useInfoPanel(): [boolean, () => void] {
  const isOpen = useSyncExternalStore(watch, isOpenNow, () => true);
  const toggle = () => {
    try {
      localStorage.setItem(storageKey, isOpenNow() ? 'closed' : 'open');
    } catch {
      // Storage is disabled: the panel stays as it is.
    }
    dispatchEvent(new Event(changed));
  };
  return [isOpen, toggle];
}

function watch(onChange: () => void) {
  addEventListener(changed, onChange);
  return () => removeEventListener(changed, onChange);
}

function isOpenNow() {
  try {
    return localStorage.getItem(storageKey) !== 'closed';
  } catch {
    return true;
  }
}

/** Shows a photo's caption, tags and camera data. */
export function PhotoInfo({ photo }: { photo: Photo }) {
  const format = useFormat();
  const hidden = hiddenFactsOf(photo, format);
  return (
    <div className={styles.data}>
      <div className={styles.head}>
        <h1 className={photo.title ? styles.title : styles.untitled} dir="auto">
          {photoName(photo, format)}
        </h1>
        <MemberLink member={photo.owner} href={`/users/${photo.owner.username}`} />
      </div>
      {photo.description && (
        <p className={styles.description} dir="auto">
          {photo.description}
        </p>
      )}
      {photo.tags.length > 0 && (
        <ul className={styles.tags} aria-label={photoMessages.photo.tags}>
          {photo.tags.map((tag) => (
            <li key={tag}>
              <Link href={tagAddress(tag)} className={styles.tag}>
                <bdi>{tag}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <dl className={styles.list}>{factsOf(photo, format).map(toRow)}</dl>
      {hidden.length > 0 && (
        <section className={styles.hidden}>
          <h2 className={styles.onlyYou}>
            <Icon name="lock" size={14} />
            {photoMessages.photo.onlyYou}
          </h2>
          <dl className={styles.list}>{hidden.map(toRow)}</dl>
        </section>
      )}
    </div>
  );
}

type Fact = [name: string, value: ReactNode];
type Facts = (Fact | false | undefined | null | '' | 0)[];

const withoutEmpty = (facts: Facts) => facts.filter((fact): fact is Fact => Array.isArray(fact));

const toRow = ([name, value]: Fact) => (
  <div key={name} className={styles.fact}>
    <dt>{name}</dt>
    <dd dir="auto">{value}</dd>
  </div>
);

function factsOf(photo: Photo, format: Format): Fact[] {
  const { exif, place, viewer } = photo;
  const { photo: words } = photoMessages;
  const exposure = [
    exif?.focalLength && words.focalLength(format.number(exif.focalLength)),
    exif?.aperture && words.aperture(format.number(exif.aperture)),
    exif?.exposureTime && words.exposureTime(exif.exposureTime),
    exif?.iso && words.iso(format.plainNumber(exif.iso)),
  ].filter(Boolean);
  return withoutEmpty([
    photo.takenAt && [words.taken, format.cameraTime(photo.takenAt)],
    [words.uploaded, format.day(photo.createdAt)],
    exif?.camera && [words.camera, exif.camera],
    exif?.lens && [words.lens, exif.lens],
    exposure.length > 0 && [words.exposure, joinFacts(exposure)],
    photo.width && photo.height && [words.dimensions, sizeOf(photo.width, photo.height, format)],
    photo.format && [words.file, joinFacts([photo.format.toUpperCase(), format.bytes(photo.bytes)])],
    place && (photo.showPlace || !viewer.canEdit) && [words.place, placeLink(place, format)],
    viewer.canEdit && [words.visibilityLabel, words.visibility[photo.visibility]],
  ]);
}

function sizeOf(width: number, height: number, format: Format): string {
  const megapixels = format.number(Math.max(0.1, Math.round((width * height) / 1e5) / 10));
  return photoMessages.photo
    .pixels(width, height, megapixels)
    .replaceAll(' ', '\u00a0')
    .replace('\u00a0·\u00a0', ' · ');
}

/** Facts that the server sends only to the owner. */
function hiddenFactsOf(photo: Photo, format: Format): Fact[] {
  const { place, fileName, takenAt, viewer } = photo;
  const { photo: words } = photoMessages;
  if (!viewer.canEdit) return [];
  const offset = takenAt && /(?:Z|[+-]\d\d:\d\d)$/u.exec(takenAt.slice(10))?.[0];
  return withoutEmpty([
    place && !photo.showPlace && [words.place, placeLink(place, format)],
    fileName && [words.fileName, fileName],
    offset && [words.timeZone, words.utc(offset === 'Z' ? '' : offset)],
  ]);
}

const placeLink = (place: NonNullable<Photo['place']>, format: Format) => (
  <PlaceLink latitude={place.latitude} longitude={place.longitude} format={format} />
);

/** Joins facts so that lines break between them, not within one. */
const joinFacts = (parts: readonly unknown[]) =>
  parts.map((part) => String(part).replaceAll(' ', '\u00a0')).join(' · ');

type PlaceLinkProps = { latitude: number; longitude: number; format: Format };

function PlaceLink({ latitude, longitude, format }: PlaceLinkProps) {
  const { north, south, east, west } = messages.photo.directions;
  const at = `${latitude.toFixed(5)}/${longitude.toFixed(5)}`;
  const marker = `mlat=${latitude}&mlon=${longitude}`;
  return (
    <a
      className={styles.place}
      href={`https://www.openstreetmap.org/?${marker}#map=14/${at}`}
      target="_blank"
      rel="noreferrer"
      title={photoMessages.photo.openMap}
    >
      <Icon name="pin" size={16} />
      {(latitude < 0 ? south : north)(format.degrees(Math.abs(latitude)))}{' '}
      {(longitude < 0 ? west : east)(format.degrees(Math.abs(longitude)))}
    </a>
  );
}
