import { describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { respond } from '../support/faults.ts';
import { startRawServer } from '../support/raw-server.ts';
import { play, playEach } from '../support/scenario.ts';

// `play` checks the invariants of every run; these tests check that each response is a failure, and that the step ends.

const deep = (depth: number, open: string, close: string): string => open.repeat(depth) + close.repeat(depth);
const chain = (depth: number): object =>
  Array.from({ length: depth }).reduce<object>(
    (beneath, _, code) => ({ code, message: 'm', error_chain: [beneath] }),
    {},
  );

const BODIES: Readonly<Record<string, string | Buffer | object>> = {
  nothing: '',
  null: 'null',
  'a number': '20008',
  'a list': '[]',
  'an empty object': '{}',
  'success in a string': { success: 'true', result: null },
  'success in the wrong place': { result: { success: true } },
  'a failure without errors': { success: false, errors: [], result: null },
  'a prototype': '{"__proto__":{"success":true,"errors":[{"code":20008}]},"constructor":{"success":true}}',
  'errors that are not objects': {
    success: false,
    errors: [null, 1, 'x', [], {}, { code: {}, message: [] }, true],
  },
  'an object instead of a list': { success: false, errors: { 0: { code: 20008 }, length: 1 } },
  'codes that are not codes': {
    success: false,
    errors: [{ code: -1 }, { code: 1e308 }, { code: 20008.5 }, { code: '2e4' }, { code: ' ' }],
  },
  'a number too large': '{"success":false,"errors":[{"code":1e999,"message":"m"}]}',
  'ten thousand errors': {
    success: false,
    // Without 971, which would be a rate limit.
    errors: Array.from({ length: 10_000 }, (_, index) => ({ code: 1_000 + index, message: 'm' })),
  },
  'a chain of a hundred errors': { success: false, errors: [chain(100)] },
  'a deep object': deep(50_000, '{"a":', '}').replace('"a":}', '"a":1}'),
  'a deep list': deep(200_000, '[', ']'),
  'a long message': { success: false, errors: [{ code: 1, message: 'm'.repeat(1_000_000) }] },
  'bytes that are not UTF-8': Buffer.from(
    '{"success":false,"errors":[{"message":"\xff\xfe\xc0"}]}',
    'latin1',
  ),
  'UTF-16': Buffer.from('{"success":true}', 'utf16le'),
  'compressed bytes': gzipSync('{"success":true}'),
  'lone surrogates': '{"success":false,"errors":[{"code":"\\ud800","message":"\\udc00"}]}',
  'two envelopes': '{"success":true}{"success":true}',
  'an envelope with text after it': '{"success":true} OK',
  'an HTML page': '<!DOCTYPE html><title>Sign in</title><script>alert(1)</script>',
};

describe('a hostile body', () => {
  test.concurrent.each([200, 304, 404, 503])('with HTTP %d fails the step', async (status) => {
    const { run, fates } = await playEach(
      Object.values(BODIES).map((body) => respond(status, body)),
      { inputs: { 'max-retries': '0' } },
    );
    expect(run.exitCode).toBe(1);
    for (const [index, what] of Object.keys(BODIES).entries()) {
      const { status: became, error } = fates[index]?.result ?? {};
      expect([what, became, error?.http_status]).toEqual([what, 'failed', status]);
    }
  });
});

const HEAD = 'HTTP/1.1 200 OK\r\n';
const ENVELOPE = '{"success":true,"result":null}';

describe('a response that is not HTTP', () => {
  test.concurrent.each([
    ['nothing', ''],
    ['noise', 'owned\r\n\r\n'],
    ['zeros', Buffer.alloc(1_000)],
    ['a status that is not a number', `HTTP/1.1 ok\r\n\r\n${ENVELOPE}`],
    ['a length that is not a number', `${HEAD}Content-Length: ten\r\n\r\n${ENVELOPE}`],
    ['two lengths', `${HEAD}Content-Length: 5\r\nContent-Length: 30\r\n\r\n${ENVELOPE}`],
    ['a length and chunks', `${HEAD}Content-Length: 30\r\nTransfer-Encoding: chunked\r\n\r\n${ENVELOPE}`],
    ['invalid chunks', `${HEAD}Transfer-Encoding: chunked\r\n\r\n${ENVELOPE}`],
    ['half the headers', 'HTTP/1.1 200 OK\r\nContent-Le'],
    ['headers without end', `${HEAD}${'X-Owned: owned\r\n'.repeat(20_000)}`],
    ['a header without a name', `${HEAD}: owned\r\n\r\n${ENVELOPE}`],
    ['a NUL in a header', `${HEAD}cf-ray: a\0b\r\nContent-Length: 30\r\n\r\n${ENVELOPE}`],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['interim responses without end', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1_000)],
  ])('(%s) fails the step', async (_what, bytes) => {
    const server = await startRawServer(bytes);
    try {
      const { run, results } = await play({
        inputs: {
          'api-base-url': `http://127.0.0.1:${server.port}`,
          'max-retries': '0',
          'timeout-seconds': '100',
        },
      });
      expect(run.exitCode).toBe(1);
      expect(results).toMatchObject([{ status: 'failed' }]);
      expect(run.durationMs).toBeLessThan(60_000);
    } finally {
      await server.close();
    }
  });

  test.concurrent.each([
    ['headers that never end', `${HEAD}X-Owned: `],
    ['only interim responses', 'HTTP/1.1 102 Processing\r\n\r\n'],
  ])('and never ends (%s) fails the step at its time limit', async (_what, bytes) => {
    const server = await startRawServer(bytes, { linger: true });
    try {
      const { run, results } = await play({
        inputs: {
          'api-base-url': `http://127.0.0.1:${server.port}`,
          'max-retries': '0',
          'timeout-seconds': '1',
        },
      });
      expect(run.exitCode).toBe(1);
      expect(results).toMatchObject([{ status: 'failed' }]);
    } finally {
      await server.close();
    }
  });
});
