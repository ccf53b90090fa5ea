import { describe, expect, test } from '@jest/globals';
import { startCloudflare } from '../support/cloudflare-double.ts';
import { redirect } from '../support/faults.ts';
import { KEY } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

describe('a redirect is not followed', () => {
  test.concurrent.each([301, 302, 303, 307, 308])(
    'with HTTP %d: the token does not reach the other server',
    async (status) => {
      const other = await startCloudflare({ keys: [KEY] });
      try {
        const { errors, cloudflare } = await play({
          prepare: (double) => {
            double.always('DELETE', redirect(`${other.baseUrl}/elsewhere`, { status }));
          },
        });
        expect(other.connections).toBe(0);
        expect(cloudflare.requests).toHaveLength(1);
        expect(errors).toHaveLength(1);
        expect(errors[0]).toContain(`HTTP ${status}, a redirect to ${other.baseUrl}/elsewhere (cf-ray`);
        expect(errors[0]).toContain('Redirects are not followed, so that the token goes nowhere else');
      } finally {
        await other.close();
      }
    },
  );

  test.concurrent('to the same server either', async () => {
    const { errors, cloudflare } = await play({
      prepare: (double) => {
        double.next('DELETE', redirect('/client/v4/accounts', { takesEffect: false }));
      },
    });
    expect(cloudflare.requests).toHaveLength(1);
    expect(errors[0]).toContain('a redirect to /client/v4/accounts');
  });
});
