import { execFileSync } from 'node:child_process';
import { isNewest, readVersionTag } from './version-tag.ts';

// Moves the tag of the major version, such as v1, to the commit of the release that was just published, unless there is
// a newer release of that major version. Needs GH_TOKEN, GITHUB_REPOSITORY, GITHUB_REF_NAME and GITHUB_SHA.
const {
  GITHUB_REPOSITORY: repository = '',
  GITHUB_REF_NAME: tag = '',
  GITHUB_SHA: commit = '',
} = process.env;
const version = readVersionTag(tag);
if (version === undefined) throw new Error(`The tag "${tag}" is not of the form v1.2.3.`);

const majorTag = `v${version.major}`;
// Every tag that begins so: https://docs.github.com/en/rest/git/refs#list-matching-references
const refs = gh('--paginate', '--jq', '.[].ref', `repos/${repository}/git/matching-refs/tags/${majorTag}`);
const tags = refs.split('\n').map((ref) => ref.replace('refs/tags/', ''));

if (!isNewest(version, tags)) {
  console.log(`${majorTag} stays where it is: there is a newer release than ${tag}.`);
} else if (tags.includes(majorTag)) {
  const path = `repos/${repository}/git/refs/tags/${majorTag}`;
  gh('--method', 'PATCH', path, '--raw-field', `sha=${commit}`, '--field', 'force=true');
  console.log(`${majorTag} is now ${tag} (${commit}).`);
} else {
  const fields = ['--raw-field', `ref=refs/tags/${majorTag}`, '--raw-field', `sha=${commit}`];
  gh('--method', 'POST', `repos/${repository}/git/refs`, ...fields);
  console.log(`${majorTag} is new, and is ${tag} (${commit}).`);
}

function gh(...args: readonly string[]): string {
  return execFileSync('gh', ['api', ...args], { encoding: 'utf8' });
}
