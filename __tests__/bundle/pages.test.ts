import { describe, expect, test } from '@jest/globals';
import { reply, successEnvelope } from '../support/faults.ts';
import { id, named, setStage } from '../support/stage.ts';

/** A page of the list with one key on it. */
function page(n: number, more: object = {}): ReturnType<typeof reply> {
  return reply(200, successEnvelope([{ uid: id(n), name: `a-${n}` }], more));
}

describe('a list in pages', () => {
  test.each([
    ['a number', 3],
    ['digits', '3'],
  ])(
    'is read to its end, if the first page counts them in %s and later ones do not',
    async (_what, total) => {
      const { cloudflare, perform } = await setStage({ keys: named('a-1', 'a-2', 'a-3') });
      cloudflare.next('GET', page(1, { result_info: { total_pages: total } }));
      cloudflare.next('GET', page(2), page(3, { result_info: { total_pages: 1 } }));
      const { deletes, requests } = await perform({ 'key-name': 'a-*' });
      const paths = requests.filter(({ method }) => method === 'GET').map(({ path }) => path);
      expect(paths.map((path) => path.split('turn_keys')[1])).toEqual(['', '?page=2', '?page=3']);
      expect(deletes).toEqual([id(1), id(2), id(3)]);
    },
  );

  test('is read to its end, if a later page says that there are more', async () => {
    const { cloudflare, perform } = await setStage({ keys: named('a-1', 'a-2', 'a-3') });
    cloudflare.next('GET', page(1, { result_info: { total_pages: 2 } }));
    cloudflare.next('GET', page(2, { result_info: { total_pages: '3' } }), page(3));
    const { deletes } = await perform({ 'key-name': 'a-*' });
    expect(deletes).toEqual([id(1), id(2), id(3)]);
  });

  test.each(['two', 1.5, {}, true])(
    'is not trusted, and nothing is deleted, if it counts them in %j',
    async (total) => {
      const { cloudflare, perform } = await setStage({ keys: named('a-1') });
      cloudflare.next('GET', page(1, { result_info: { total_pages: total } }));
      const { deletes, errors } = await perform({ 'key-name': 'a-*' });
      expect(deletes).toEqual([]);
      expect(errors).toEqual([expect.stringMatching(/^Nothing was deleted, because .* pages/)]);
    },
  );
});

test('a list of more than 1 MiB is refused, with what works instead', async () => {
  const keys = named(...Array.from({ length: 22 }, (_, n) => `a-${n}`.padEnd(50_000, 'x')));
  const { perform } = await setStage({ keys });
  const { deletes, errors } = await perform({ 'key-name': 'a-*' });
  expect(deletes).toEqual([]);
  expect(errors).toEqual([
    expect.stringMatching(
      /^Nothing was deleted, because the account's TURN keys could not be listed\. .* a body of more than 1 MiB .*give the IDs in `key-id`/,
    ),
  ]);
});

test('what was read of a key fills what the answer to its deletion leaves empty', async () => {
  const { cloudflare, perform } = await setStage({
    keys: [{ uid: id(1), name: 'a-1', created: '2026-01-02T03:04:05Z', modified: '2026-01-03T00:00:00Z' }],
  });
  const emptied = { uid: id(1), name: '', created: '', modified: null };
  cloudflare.next('DELETE', reply(200, successEnvelope(emptied), { takesEffect: true }));
  const { run } = await perform({ 'key-name': 'a-1' });
  expect(run.outputs).toMatchObject({
    status: 'deleted',
    uid: id(1),
    name: 'a-1',
    created: '2026-01-02T03:04:05Z',
    modified: '2026-01-03T00:00:00Z',
  });
});
