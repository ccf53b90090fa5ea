import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { apiError, type ApiError, type ApiErrorName, apiErrors } from './api-errors.ts';
import { askKeys } from './cloudflare-client.ts';
import { type CloudflareDouble, startCloudflare } from './cloudflare-double.ts';

const UID = '2a95132c15732412d22c1476fa83f27a';
const ROWS: readonly (readonly [ApiErrorName, ApiError])[] = Object.entries(apiErrors) as readonly [
  ApiErrorName,
  ApiError,
][];

let cloudflare: CloudflareDouble;

beforeEach(async () => {
  cloudflare = await startCloudflare({ keys: [{ uid: UID }] });
});

afterEach(() => cloudflare.close());

describe('the catalogue of errors', () => {
  test.each(ROWS)('%s is returned as written', async (name, { status, code, message, chain, retryAfter }) => {
    cloudflare.next('*', apiError(name));
    const response = await askKeys(cloudflare, 'DELETE', `/${UID}`);
    expect(response.status).toBe(status);
    expect(response.body).toEqual({
      success: false,
      errors: [{ code, message, ...(chain && { error_chain: chain }) }],
      messages: [],
      result: null,
    });
    expect(response.headers.get('retry-after')).toBe(retryAfter?.toString() ?? null);
    expect(cloudflare.keys.has(UID)).toBe(true);
  });

  test('has no row twice', () => {
    const rows = ROWS.map(([, { status, code, message }]) => `${status} ${code} ${message}`);
    expect(new Set(rows).size).toBe(rows.length);
  });

  test('can follow a deletion that took place', async () => {
    cloudflare.next('DELETE', apiError('internal server error', { takesEffect: true }));
    expect((await askKeys(cloudflare, 'DELETE', `/${UID}`)).status).toBe(500);
    expect(cloudflare.keys.size).toBe(0);
  });
});

describe('a token that can read but not write', () => {
  test.each([
    [403, 403, 10000],
    [405, 405, 10405],
    ['read only, 10000 on 400', 400, 10000],
    ['read only, 10001', 403, 10001],
  ] as const)('is refused with %s', async (readOnly, status, code) => {
    await cloudflare.close();
    cloudflare = await startCloudflare({ keys: [{ uid: UID }], readOnly });
    expect((await askKeys(cloudflare)).status).toBe(200);
    expect(await askKeys(cloudflare, 'DELETE', `/${UID}`)).toMatchObject({
      status,
      body: { errors: [{ code }] },
    });
    expect(cloudflare.keys.has(UID)).toBe(true);
  });
});
