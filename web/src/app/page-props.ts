/** What every page gets: the parameters in its address. */
export type PageProps = { params: Record<string, string> };
