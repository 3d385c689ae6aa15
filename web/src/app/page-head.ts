import { escapeHtml } from '@vitrine/contract/formats.ts';
import { type PageAddress, type PageName, pages, tagAddress } from '@vitrine/contract/pages.ts';
import type { PageResponses } from '../api/query-client.ts';
import type { Album, ListPage, Photo, Profile } from '../api/types.ts';
import { serverFormat } from '../shared/i18n/format.ts';
import { messages } from '../shared/i18n/messages.ts';
import { authMessages } from '../shared/i18n/messages-auth.ts';
import { profileMessages } from '../shared/i18n/messages-profile.ts';
import { photoAlt, photoName, renditionsOf } from '../shared/photo-grid/photo-image.ts';

export type PageHead = {
  title?: string | undefined;
  description: string;
  /** Path, with a query where it selects the content. */
  path?: string;
  /** True for pages that search engines must not index. */
  isHidden?: boolean;
  image?: { url: string; width: number; height: number; alt: string } | undefined;
};

type Reader = <T>(index: number) => T | undefined;
type Describe = (read: Reader, query: URLSearchParams) => PageHead;

const describers: Partial<Record<PageName, Describe>> = {
  home: (read, query) => {
    const tag = query.get('tag');
    return {
      ...(tag && { title: messages.tag.title(tag), path: tagAddress(tag) }),
      description: messages.home.description,
      ...fromList(read(0)),
    };
  },
  photo: (read) => {
    const photo = read<Photo>(0);
    if (!photo) return defaultHead();
    const name = photo.owner.displayName || photo.owner.username;
    return {
      title: photoName(photo, serverFormat()),
      description: shorten(photo.description) || messages.photo.by(name),
      isHidden: photo.visibility !== 'public',
      image: imageOf(photo),
    };
  },
  profile: (read) => ({ ...fromProfile(read(0)), ...fromList(read(1)) }),
  profileAlbums: (read) => ({ ...fromProfile(read(0)), ...fromAlbums(read(1)) }),
  album: (read) => {
    const album = read<Album>(0);
    if (!album) return defaultHead();
    const name = album.owner.displayName || album.owner.username;
    return {
      title: album.title,
      description: shorten(album.description) || profileMessages.album.description(album.title, name),
      isHidden: album.visibility !== 'public',
      image: (album.cover && imageOf(album.cover)) || fromList(read(1)).image,
    };
  },
  register: () => ({ ...defaultHead(), title: authMessages.register.title, isHidden: false }),
  login: () => ({ ...defaultHead(), title: authMessages.login.title, isHidden: false }),
  confirm: () => ({ ...defaultHead(), title: authMessages.confirm.title }),
  forgotPassword: () => ({ ...defaultHead(), title: authMessages.forgot.title }),
  resetPassword: () => ({ ...defaultHead(), title: authMessages.reset.title }),
  myLikes: () => ({ ...defaultHead(), title: profileMessages.likes.title }),
};

/** Describes the head of a page. */
export function describePage(name: PageName, location: PageAddress, answers: PageResponses): PageHead {
  const urls = pages[name].reads(location);
  const read = <T>(index: number) => {
    const found = answers[urls[index] ?? ''];
    return found?.status === 200 ? (found.body as T) : undefined;
  };
  return describers[name]?.(read, location.query) ?? defaultHead();
}

const defaultHead = (): PageHead => ({ description: messages.app.description, isHidden: true });

function fromList(list: ListPage<Photo> | undefined): Pick<PageHead, 'image'> {
  return { image: list?.items.map(imageOf).find(Boolean) };
}

function fromAlbums(list: ListPage<Album> | undefined): Pick<PageHead, 'image'> {
  return { image: list?.items.map(({ cover }) => cover && imageOf(cover)).find(Boolean) || undefined };
}

function fromProfile(profile: Profile | undefined): PageHead {
  if (!profile) return defaultHead();
  const name = profile.displayName || profile.username;
  return {
    title: name,
    description: shorten(profile.bio) || profileMessages.profile.description(name),
  };
}

/** Link previews support JPEG everywhere, but not WebP. */
function imageOf(photo: Photo): PageHead['image'] {
  const jpegs = renditionsOf(photo, 'jpeg');
  const choice =
    jpegs.find(({ width }) => width >= 1200) ?? jpegs.at(-1) ?? renditionsOf(photo, 'webp').at(-1);
  const alt = photoAlt(photo, serverFormat());
  return choice && { url: choice.url, width: choice.width, height: choice.height, alt };
}

function shorten(text: string) {
  const line = text.replace(/\s+/gu, ' ').trim();
  const letters = [...line];
  return letters.length > 200 ? `${letters.slice(0, 199).join('')}…` : line;
}

type HeadOptions = { pathname: string; publicUrl: string; chunks: string[]; preloads: string };

export function headMarkup(head: PageHead, { pathname, publicUrl, chunks, preloads }: HeadOptions): string {
  const title = head.title ? messages.app.titled(head.title) : messages.app.name;
  const canonical = new URL(head.path ?? pathname, publicUrl).href;
  const image = head.image && { ...head.image, url: new URL(head.image.url, publicUrl).href };
  const lines = [
    preloads,
    ...chunks.map((chunk) => `<link rel="modulepreload" crossorigin href="${escapeHtml(chunk)}" />`),
    `<title>${escapeHtml(title)}</title>`,
    meta('name', 'description', head.description),
    `<link rel="canonical" href="${escapeHtml(canonical)}" />`,
    head.isHidden ? meta('name', 'robots', 'noindex') : '',
    meta('property', 'og:site_name', messages.app.name),
    meta('property', 'og:type', 'website'),
    meta('property', 'og:title', head.title ?? messages.app.name),
    meta('property', 'og:description', head.description),
    meta('property', 'og:url', canonical),
    meta('name', 'twitter:card', image ? 'summary_large_image' : 'summary'),
  ];
  if (image) {
    lines.push(
      meta('property', 'og:image', image.url),
      meta('property', 'og:image:width', String(image.width)),
      meta('property', 'og:image:height', String(image.height)),
      image.alt ? meta('property', 'og:image:alt', image.alt) : '',
      meta('name', 'twitter:image', image.url),
    );
  }
  return lines.filter(Boolean).join('\n    ');
}

const meta = (kind: 'name' | 'property', name: string, content: string) =>
  `<meta ${kind}="${name}" content="${escapeHtml(content)}" />`;
