import { expect, test } from '@jest/globals';
import { startCloudflare } from '../support/cloudflare-double.ts';
import { redirect } from '../support/faults.ts';
import { KEY } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

test('a redirect is not followed: the token does not reach the other server', async () => {
  const other = await startCloudflare({ keys: [KEY] });
  try {
    const { errors, requests } = await play({
      prepare: ({ always }) => {
        always('DELETE', redirect(`${other.baseUrl}/elsewhere`));
      },
    });
    expect(other.connections).toBe(0);
    expect(requests).toHaveLength(1);
    expect(errors).toEqual([expect.stringContaining(`a redirect to ${other.baseUrl}/elsewhere (cf-ray`)]);
  } finally {
    await other.close();
  }
});
