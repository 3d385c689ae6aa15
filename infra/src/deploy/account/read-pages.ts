import { readElement } from './read-element.ts';

/** Every page of a list, until there is none any more. */
export async function readPages(
  read: (mark: string) => Promise<string>,
  nextMark: 'nextToken' | 'NextToken' | 'NextMarker',
): Promise<string[]> {
  const pages: string[] = [];
  for (
    let mark = '';
    pages.length === 0 || mark !== '';
    mark = readElement(pages.at(-1) ?? '', nextMark) ?? ''
  )
    pages.push(await read(mark));
  return pages;
}
