// A separate module, so that ncc lists the licences of everything in the chunk with this package.
export { getOctokit } from '@actions/github';
