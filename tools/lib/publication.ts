import { readFileSync } from 'node:fs';
import { ROOT } from './project.ts';
import { asRecord, asText } from './values.ts';

/** Under which name and number the action is published. package.json is the one place to change either. */
export type Publication = {
  /** `owner/repository`, as a workflow's `uses:` names it. */
  readonly slug: string;
  /** Such as `1.0.0`. */
  readonly version: string;
  /** The tag that moves with every release of this major version, such as `v1`. */
  readonly majorTag: string;
};

/**
 * Reads how the action is published from package.json.
 * @throws Error when package.json does not say it
 */
export function readPublication(): Publication {
  const manifest = asRecord(JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')));
  const [, slug] = /^github:([\w.-]+\/[\w.-]+)$/.exec(asText(manifest['repository'])) ?? [];
  const version = asText(manifest['version']);
  const [, major] = /^(\d+)\.\d+\.\d+$/.exec(version) ?? [];
  if (slug === undefined || major === undefined) {
    throw new Error(
      'package.json must have "repository": "github:OWNER/NAME" and a "version" of three numbers.',
    );
  }
  return { slug, version, majorTag: `v${major}` };
}
