/**
 * How a list describes its pages. Lists of Cloudflare's REST API differ, and for TURN keys nothing is documented:
 * - `total-pages`: `total_pages` and `total_count`, and pages to ask for;
 * - `total-pages-fraction`, `total-pages-text`: the same, `total_pages` being a number such as 1.5, or in digits;
 * - `total-count`: `total_count` and no `total_pages`, and pages to ask for;
 * - `cursor`, `cursors`: more behind a cursor, which `?page=` does not reach;
 * - `one-page-only`: as `total-pages`, but `?page=` is ignored, so that every page is the first.
 */
export type Paging =
  | 'total-pages'
  | 'total-pages-fraction'
  | 'total-pages-text'
  | 'total-count'
  | 'cursor'
  | 'cursors'
  | 'one-page-only';

/** The part of a list that is on a page, from 1, and the `result_info` that Cloudflare sends with it. */
export function pageOf<T>(
  all: readonly T[],
  { page: asked, size, paging }: { readonly page: number; readonly size: number; readonly paging: Paging },
): { readonly shown: readonly T[]; readonly info: object } {
  const hasPages = paging !== 'cursor' && paging !== 'cursors' && paging !== 'one-page-only';
  const page = hasPages ? asked : 1;
  const shown = all.slice((page - 1) * size, page * size);
  const pages = all.length / size;
  const counts = { per_page: size, count: shown.length };
  const numbered = { page, ...counts, total_count: all.length };
  const cursor = shown.length < all.length ? 'eyJvZmZzZXQiOjJ9' : '';
  switch (paging) {
    case 'total-pages':
    case 'one-page-only':
      return { shown, info: { ...numbered, total_pages: Math.ceil(pages) } };
    case 'total-pages-fraction':
      return { shown, info: { ...numbered, total_pages: pages } };
    case 'total-pages-text':
      return { shown, info: { ...numbered, total_pages: `${Math.ceil(pages)}` } };
    case 'total-count':
      return { shown, info: numbered };
    case 'cursor':
      return { shown, info: { ...counts, cursor } };
    case 'cursors':
      return { shown, info: { ...counts, cursors: { after: cursor } } };
  }
}
