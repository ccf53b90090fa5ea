import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CertificateAuthority, makeAuthority, makeSelfSigned } from '../support/certificate.ts';
import type { Credentials } from '../support/loopback.ts';
import { KEY, someKeys } from '../support/keys.ts';
import { MAY_BE_DELETED } from '../support/report-rules.ts';
import { play } from '../support/scenario.ts';

let authority: CertificateAuthority;

beforeAll(async () => {
  authority = await makeAuthority();
});

afterAll(() => {
  authority.remove();
});

const trusting = (): Record<string, string> => ({ NODE_EXTRA_CA_CERTS: authority.caFile });

describe('over TLS', () => {
  test('a key is deleted if NODE_EXTRA_CA_CERTS has the authority of the certificate', async () => {
    const tls = await authority.certify(['127.0.0.1']);
    const { results } = await play({ cloudflare: { tls }, env: trusting() });
    expect(results).toMatchObject([{ ...KEY, status: 'deleted' }]);
  });

  test('many keys are deleted over connections that stay open', async () => {
    const tls = await authority.certify(['localhost']);
    const { run, cloudflare } = await play({
      keys: someKeys(40),
      cloudflare: { tls, host: 'localhost' },
      env: trusting(),
    });
    expect(run.outputs).toMatchObject({ 'deleted-count': '40' });
    expect(cloudflare.connections).toBeLessThanOrEqual(8);
  });
});

describe('a certificate that is not trusted', () => {
  const CASES: readonly (readonly [string, () => Promise<Credentials>, string])[] = [
    ['that is self-signed', () => makeSelfSigned(['127.0.0.1']), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['for another host', () => authority.certify(['localhost']), 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ];

  test.concurrent.each(CASES)(
    '%s: the token is not sent, and the request not retried',
    async (_what, make, code) => {
      const { errors, results, cloudflare } = await play({
        cloudflare: { tls: await make() },
        env: trusting(),
      });
      expect(cloudflare.requests).toEqual([]);
      expect(cloudflare.connections).toBe(1);
      expect(results).toMatchObject([{ status: 'failed', error: { http_status: null } }]);
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatch(
        new RegExp(
          `^Could not delete TURN key ${KEY.uid}: The certificate of 127\\.0\\.0\\.1:\\d+ is not trusted \\(${code}: `,
        ),
      );
      expect(errors[0]).toContain('set the environment variable `NODE_EXTRA_CA_CERTS` to its CA file');
      expect(errors[0]).toMatch(/The token was not sent\.$/);
    },
  );
});

test('a server without TLS never sees the token, and cannot have deleted the key', async () => {
  const { errors, cloudflare } = await play({
    inputs: ({ port }) => ({ 'api-base-url': `https://127.0.0.1:${port}/client/v4`, 'max-retries': '0' }),
  });
  expect(cloudflare.requests).toEqual([]);
  expect(errors).toHaveLength(1);
  expect(errors[0]).not.toMatch(MAY_BE_DELETED);
});
