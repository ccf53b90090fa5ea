import { describe, expect, test } from '@jest/globals';
import { failureEnvelope, respond, successEnvelope } from '../support/faults.ts';
import { KEY } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

const TOKEN = 'cfut_Zq3yT8mWn5Kx2Vb7Rj4LpQ9sHc6Dg1Fe0Ta8Uw3Xy5NiB7kQ';
const GITHUB_TOKEN = 'github_pat_11ABCDEFG0aBcDeFgHiJkL_mNoPqRsTuVwXyZ0123456789abcdefghijkl';

test('names that have something in common with a token are matched and returned as they are', async () => {
  const { run, results, cloudflare } = await play({
    keys: [
      { ...KEY, uid: '1'.repeat(32), name: 'pr-1-github' },
      { ...KEY, uid: '2'.repeat(32), name: 'pr-2-github' },
    ],
    github: { token: GITHUB_TOKEN, pullRequests: { 1: 'CLOSED', 2: 'MERGED' } },
    inputs: { 'key-name': 'pr-{closed-pr}-github' },
  });
  expect(run.outputs['status']).toBe('deleted');
  expect(results.map(({ name, status }) => [name, status])).toEqual([
    ['pr-1-github', 'deleted'],
    ['pr-2-github', 'deleted'],
  ]);
  expect(cloudflare.keys.size).toBe(0);
  expect(run.log).toContain('"pr-2-github"');
  expect(run.summary).toContain('<code>pr-1-github</code>');
});

// `play` looks for the token and its ends in everything that is written. What is looked for here are other forms of it.
describe('a server that repeats the token', () => {
  const base64 = Buffer.from(`Bearer ${TOKEN}`).toString('base64');

  test.concurrent.each([
    ['45 of its characters, in quotes', `The token "${TOKEN.slice(0, 45)}" is unknown`, TOKEN.slice(0, 16)],
    ['percent-encoded', `?token=${encodeURIComponent(TOKEN)}`, TOKEN.slice(0, 16)],
    ['in base64', `Authorization: ${base64} refused`, base64.slice(12, 40)],
    ['in JSON', JSON.stringify({ token: TOKEN }), TOKEN.slice(0, 16)],
  ])('is redacted everywhere: %s', async (_how, text, secret) => {
    const { run, errors, results } = await play({
      cloudflare: { token: TOKEN },
      secrets: [secret],
      prepare: (cloudflare) => {
        const error = { code: text, message: text, source: { pointer: text }, documentation_url: text };
        cloudflare.next(
          'DELETE',
          respond(
            400,
            { ...failureEnvelope(error), messages: [{ code: 1, message: text }] },
            {
              headers: { 'cf-ray': text },
            },
          ),
        );
      },
    });
    expect(errors[0]).toContain('***');
    expect(results[0]?.error?.message).toContain('***');
    expect(results[0]?.error?.code).toContain('***');
    expect(results[0]?.error?.ray_id).toContain('***');
    expect(run.summary).toContain('***');
  });

  test('in a key is redacted in each output, the log and the summary', async () => {
    const { run, results } = await play({
      cloudflare: { token: TOKEN },
      prepare: (cloudflare) => {
        const key = { uid: KEY.uid, name: `a ${TOKEN} b`, created: TOKEN, modified: `${TOKEN}!` };
        cloudflare.next('DELETE', respond(200, successEnvelope(key), { takesEffect: true }));
      },
    });
    const redacted = { name: 'a *** b', created: '***', modified: '***!' };
    expect(run.outputs).toMatchObject(redacted);
    expect(results).toMatchObject([redacted]);
    expect(run.log).toContain('("a *** b", created ***)');
    expect(run.summary).toContain('<code>a *** b</code>');
  });
});
