// A module of its own, so that ncc writes down the licences of everything that a chunk with this package brings in.
export { getOctokit } from '@actions/github';
