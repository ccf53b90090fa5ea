import type { TurnKey } from './cloudflare-double.ts';

/** The key of the account by default. */
export const KEY = {
  uid: '2a95132c15732412d22c1476fa83f27a',
  name: 'production-realtime-app',
  created: '2026-03-01T09:30:00Z',
  modified: '2026-03-02T10:00:00Z',
} as const satisfies TurnKey;

/** The nth key ID: short to read, and of the right length. */
export function id(n: number): string {
  return n.toString(16).padStart(32, '0');
}

/** Keys with these names, and the IDs 1, 2, 3 and so on. */
export function named(
  ...names: readonly string[]
): readonly { readonly uid: string; readonly name: string }[] {
  return names.map((name, index) => ({ uid: id(index + 1), name }));
}

/** This many keys, each with its own ID and name: `preview-1`, `preview-2` and so on. */
export function someKeys(number: number): readonly TurnKey[] {
  const names = Array.from({ length: number }, (_, index) => `preview-${index + 1}`);
  return named(...names).map((key) => ({ ...KEY, ...key }));
}

/** A date this many milliseconds ago, as Cloudflare writes it. */
export function ago(milliseconds: number): string {
  return new Date(Date.now() - milliseconds).toISOString();
}
