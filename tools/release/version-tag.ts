/** The three numbers of a version tag such as `v1.2.3`; undefined for any other text. */
export type VersionTag = { readonly major: number; readonly minor: number; readonly patch: number };

/** Reads a version tag: `v` and three numbers without leading zeros, and nothing else. */
export function readVersionTag(tag: string): VersionTag | undefined {
  const [, major, minor, patch] = /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(tag) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  return { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/** Whether a release moves the tag of its major version: not if there is a newer one of that major version. */
export function isNewest(tag: VersionTag, others: readonly string[]): boolean {
  return others
    .flatMap((other) => readVersionTag(other) ?? [])
    .filter(({ major }) => major === tag.major)
    .every(({ minor, patch }) => minor < tag.minor || (minor === tag.minor && patch <= tag.patch));
}
