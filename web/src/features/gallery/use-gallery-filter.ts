import { listAddress } from '@vitrine/contract/pages.ts';
import { useLocation } from 'wouter';
import type { Photo, Visibility } from '../../api/types.ts';
import { visibilities } from '../../shared/forms/visibilities.ts';
import { useAddressQuery } from '../../shared/use-url-query.ts';

/** Empty where all pass. */
export type GalleryFilter = { status: Photo['status'] | ''; visibility: Visibility | ''; tag: string };

export const statuses = ['ready', 'processing', 'uploading', 'rejected'] as const;

/** What is shown of one's gallery, as the page's address says. */
export function useGalleryFilter() {
  const query = useAddressQuery();
  const [path, navigate] = useLocation();
  const filter: GalleryFilter = {
    status: statuses.find((status) => status === query.get('status')) ?? '',
    visibility: visibilities.find((visibility) => visibility === query.get('visibility')) ?? '',
    tag: query.get('tag') ?? '',
  };
  const change = (changes: Partial<GalleryFilter>) => {
    const next = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...filter, ...changes })) if (value) next.set(name, value);
    navigate(next.size > 0 ? `${path}?${next}` : path);
  };
  return {
    filter,
    change,
    address: listAddress('/me/photos', filter),
    isFiltered: Object.values(filter).some(Boolean),
  };
}
