import { expect, test } from '@jest/globals';
import { makeAuthority } from '../support/certificate.ts';
import { html } from '../support/faults.ts';
import { steady } from '../support/transcript.ts';
import { id, named, setStage } from '../support/stage.ts';

const SWEEP = { 'key-name': 'preview-pr-{closed-pr}' };
const keys = named('preview-pr-1', 'preview-pr-2');
const pullRequests = { 1: 'CLOSED', 2: 'OPEN' } as const;

test('the debug log has the requests to GitHub, too', async () => {
  const { github, perform } = await setStage({ keys, github: { pullRequests } });
  github.next('POST', html({ status: 502 }));
  const { run } = await perform(SWEEP, { debug: true });
  const asked = run.debug.filter((line) => line.startsWith('POST '));
  expect(steady(asked.join('\n'))).toBe(
    'POST http://127.0.0.1:<port>/api/graphql (attempt 1): HTTP 502, <time>\n' +
      'POST http://127.0.0.1:<port>/api/graphql (attempt 2): HTTP 200, <time>',
  );
  expect(run.debug.join('\n')).not.toMatch(/authorization|token|query/i);
});

test.each(['Cloudflare', 'GitHub'])('only %s may speak TLS', async (which) => {
  const authority = await makeAuthority();
  try {
    const tls = await authority.certify(['127.0.0.1']);
    const { perform } = await setStage({
      keys,
      github: { pullRequests, ...(which === 'GitHub' && { tls }) },
      ...(which === 'Cloudflare' && { tls }),
    });
    const { deletes, requests } = await perform(SWEEP, { env: { NODE_EXTRA_CA_CERTS: authority.caFile } });
    expect(deletes).toEqual([id(1)]);
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'DELETE']);
  } finally {
    authority.remove();
  }
});
