import { afterEach, describe, expect, test } from '@jest/globals';
import { askKeys } from './cloudflare-client.ts';
import { type CloudflareDouble, type CloudflareOptions, startCloudflare } from './cloudflare-double.ts';
import { reset } from './faults.ts';

const UIDS = ['1', '2', '3'].map((digit) => digit.repeat(32));
const [FIRST = '', SECOND = '', THIRD = ''] = UIDS;

let cloudflare: CloudflareDouble;
let now: number;

afterEach(() => cloudflare.close());

async function start(options: CloudflareOptions): Promise<void> {
  now = 0;
  cloudflare = await startCloudflare({ keys: UIDS.map((uid) => ({ uid })), now: () => now, ...options });
}

/** The IDs that a page of the list has, and its `result_info`. */
async function page(number = 1): Promise<readonly [uids: readonly string[], info: unknown]> {
  const { body } = await askKeys(cloudflare, 'GET', number === 1 ? '' : `?page=${number}`);
  const { result, result_info: info } = body as {
    readonly result: readonly { readonly uid: string }[];
    readonly result_info?: unknown;
  };
  return [result.map(({ uid }) => uid), info];
}

describe('a list in pages', () => {
  const numbered = { page: 1, per_page: 2, count: 2, total_count: 3 };

  test.each([
    [undefined, { ...numbered, total_pages: 2 }],
    ['total-pages', { ...numbered, total_pages: 2 }],
    ['total-pages-fraction', { ...numbered, total_pages: 1.5 }],
    ['total-pages-text', { ...numbered, total_pages: '2' }],
    ['total-count', numbered],
  ] as const)('can be read to its end: %s', async (paging, info) => {
    await start({ pageSize: 2, ...(paging && { paging }) });
    expect(await page()).toEqual([[FIRST, SECOND], info]);
    expect(await page(2)).toEqual([[THIRD], { ...info, page: 2, count: 1 }]);
    expect(await page(3)).toEqual([[], { ...info, page: 3, count: 0 }]);
  });

  test.each([
    ['cursor', { per_page: 2, count: 2, cursor: expect.stringMatching(/./) }],
    ['cursors', { per_page: 2, count: 2, cursors: { after: expect.stringMatching(/./) } }],
    ['one-page-only', { ...numbered, total_pages: 2 }],
  ] as const)('can promise more than it has pages for: %s', async (paging, info) => {
    await start({ pageSize: 2, paging });
    expect(await page()).toEqual([[FIRST, SECOND], info]);
    expect(await page(2)).toEqual(await page());
  });

  test.each([
    ['cursor', { per_page: 3, count: 3, cursor: '' }],
    ['cursors', { per_page: 3, count: 3, cursors: { after: '' } }],
  ] as const)('has an empty %s when that is all', async (paging, info) => {
    await start({ pageSize: 3, paging });
    expect(await page()).toEqual([UIDS, info]);
  });

  test('has a result_info only in pages', async () => {
    await start({ paging: 'total-count' });
    expect(await page()).toEqual([UIDS, undefined]);
  });
});

describe('a list without a result', () => {
  test.each([
    ['null', { result: null }],
    ['missing', {}],
  ] as const)('%s', async (withoutResult, more) => {
    await start({ withoutResult });
    expect((await askKeys(cloudflare)).body).toEqual({ success: true, errors: [], messages: [], ...more });
  });
});

describe('reads that lag behind a deletion', () => {
  test('find the key a number of times', async () => {
    await start({ deletionLag: { reads: 2 } });
    expect((await askKeys(cloudflare, 'DELETE', `/${FIRST}`)).status).toBe(200);
    expect(cloudflare.keys.has(FIRST)).toBe(false);
    const statuses: number[] = [];
    for (let index = 0; index < 3; index += 1)
      statuses.push((await askKeys(cloudflare, 'GET', `/${FIRST}`)).status);
    expect(statuses).toEqual([200, 200, 404]);
  });

  test('find it in the list, at the end', async () => {
    await start({ deletionLag: { reads: 1 } });
    await askKeys(cloudflare, 'DELETE', `/${FIRST}`);
    expect((await page())[0]).toEqual([SECOND, THIRD, FIRST]);
    expect((await page())[0]).toEqual([SECOND, THIRD]);
  });

  test('find it for a time', async () => {
    await start({ deletionLag: { ms: 500 } });
    await askKeys(cloudflare, 'DELETE', `/${FIRST}`);
    now += 499;
    expect((await askKeys(cloudflare, 'GET', `/${FIRST}`)).status).toBe(200);
    expect((await page())[0]).toContain(FIRST);
    now += 1;
    expect((await askKeys(cloudflare, 'GET', `/${FIRST}`)).status).toBe(404);
    expect((await page())[0]).not.toContain(FIRST);
  });

  test('do so when the response to the deletion was lost, and a second deletion finds nothing', async () => {
    await start({ deletionLag: { reads: 1 } });
    cloudflare.next('DELETE', reset({ takesEffect: true }));
    await expect(askKeys(cloudflare, 'DELETE', `/${FIRST}`)).rejects.toThrow('fetch failed');
    expect((await askKeys(cloudflare, 'DELETE', `/${FIRST}`)).status).toBe(404);
    expect((await askKeys(cloudflare, 'GET', `/${FIRST}`)).status).toBe(200);
  });

  test('happen only if a test asks for them', async () => {
    await start({});
    await askKeys(cloudflare, 'DELETE', `/${FIRST}`);
    expect((await askKeys(cloudflare, 'GET', `/${FIRST}`)).status).toBe(404);
  });
});
