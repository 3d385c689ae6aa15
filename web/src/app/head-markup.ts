import { messages } from '../shared/i18n/messages.ts';
import type { PageHead } from './page-head.ts';

type Place = { pathname: string; publicUrl: string; chunks: string[]; preloads: string };

export function headMarkup(head: PageHead, { pathname, publicUrl, chunks, preloads }: Place): string {
  const title = head.title ? messages.app.titled(head.title) : messages.app.name;
  const canonical = new URL(head.address ?? pathname, publicUrl).href;
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

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/gu, (letter) => entities[letter] ?? letter);
