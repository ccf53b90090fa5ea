import { asRecord, asText } from '../lib/values.ts';
import { readVersionTag } from './version-tag.ts';

/** The files with the version that the action sends to Cloudflare: a source, and the bundle that is built from it. */
const USER_AGENTS = ['src/http/client.ts', 'dist/index.js'];

/** Finds where a tag differs from the version in files of the repository. */
export function tagProblems(tag: string, read: (path: string) => string): readonly string[] {
  if (readVersionTag(tag) === undefined) return [`The tag "${tag}" is not of the form v1.2.3.`];
  const version = tag.slice(1);
  const manifest = asRecord(JSON.parse(read('package.json')));
  const problems =
    manifest['version'] === version
      ? []
      : [`The tag is ${tag}, and package.json has the version ${asText(manifest['version'])}.`];
  for (const path of USER_AGENTS) {
    const [, said = 'none'] =
      new RegExp(`USER_AGENT = '${asText(manifest['name'])}/([^']*)'`).exec(read(path)) ?? [];
    if (said !== version) problems.push(`The tag is ${tag}, and the user agent in ${path} has ${said}.`);
  }
  return problems;
}
