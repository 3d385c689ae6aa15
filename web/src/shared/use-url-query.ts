import { useMemo } from 'react';
import { useRouter } from 'wouter';
import { useSearch } from 'wouter/use-browser-location';

/** The query of the address. What wouter itself gives has had some of its escapes undone, and others not. */
export function useAddressQuery(): URLSearchParams {
  const search = useSearch(useRouter());
  return useMemo(() => new URLSearchParams(search), [search]);
}
