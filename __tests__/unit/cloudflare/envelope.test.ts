import { describe, expect, test } from '@jest/globals';
import { readEnvelope } from '../../../src/cloudflare/envelope.ts';
import type { Envelope } from '../../../src/cloudflare/envelope.ts';

const read = (body: unknown): Envelope | undefined => readEnvelope(JSON.stringify(body));

/** An entry with only these fields. */
function entry(more: object = {}): object {
  return { code: undefined, message: '', documentationUrl: '', pointer: '', chain: [], ...more };
}

describe('an envelope', () => {
  test('is read with everything in it', () => {
    const message = {
      code: 1000,
      message: 'message',
      documentation_url: 'https://example.com/doc',
      source: { pointer: '/key' },
    };
    const error = { ...message, error_chain: [{ code: 6111, message: 'beneath' }] };
    const result = { uid: 'u', extra: [1, null] };
    expect(
      read({
        success: true,
        errors: [error],
        messages: [message],
        result,
        result_info: { total_pages: 3, page: 1 },
      }),
    ).toEqual({
      success: true,
      errors: [
        {
          code: 1000,
          message: 'message',
          documentationUrl: 'https://example.com/doc',
          pointer: '/key',
          chain: [entry({ code: 6111, message: 'beneath' })],
        },
      ],
      messages: [
        {
          code: 1000,
          message: 'message',
          documentationUrl: 'https://example.com/doc',
          pointer: '/key',
          chain: [],
        },
      ],
      result,
      resultInfo: { total_pages: 3, page: 1 },
    });
  });

  test.each([
    {},
    { errors: null, messages: null, result: null, result_info: null },
    { errors: {}, messages: 'none', result_info: [] },
  ])('can lack every field but success: %j', (body) => {
    expect(read(body)).toEqual({
      success: undefined,
      errors: [],
      messages: [],
      result: 'result' in body ? null : undefined,
      resultInfo: {},
    });
  });

  test.each(['true', 1, null, [], {}])('whose success is %j says neither success nor failure', (success) => {
    expect(read({ success })).toMatchObject({ success: undefined });
  });

  test('has nothing from a prototype', () => {
    const prototype = '{"success":true,"errors":[{"code":20008}],"result":{"uid":"u"}}';
    expect(readEnvelope(`{"__proto__":${prototype},"constructor":${prototype}}`)).toMatchObject({
      success: undefined,
      errors: [],
      result: undefined,
    });
  });

  test('says success only at its top', () => {
    expect(read({ result: { success: true } })).toMatchObject({ success: undefined });
  });

  test('can say that it is not a success', () => {
    expect(read({ success: false })).toMatchObject({ success: false });
  });

  test.each([
    '',
    ' ',
    'upstream request timeout',
    '<html></html>',
    '[]',
    'null',
    '7',
    '"text"',
    '{"success":true',
    '{}x',
    '{"success":true}{"success":true}',
    '{"success":true} OK',
  ])('is not %j', (body) => {
    expect(readEnvelope(body)).toBeUndefined();
  });

  test('can follow a byte order mark', () => {
    expect(readEnvelope('\ufeff{"success":true}')).toMatchObject({ success: true });
    expect(readEnvelope('{"success":true}\ufeff')).toBeUndefined();
  });

  test('has its result and its texts unchanged', () => {
    const result = { uid: 'u', name: '::error::x\n', n: [1, null] };
    expect(read({ success: true, result, errors: [{ message: 'a\nb' }] })).toMatchObject({
      result,
      errors: [{ message: 'a\nb' }],
    });
  });

  test('has no half of a surrogate pair in any string', () => {
    const body =
      '{"errors":[{"message":"\\ud800"}],"result":{"uid":"\\udfff","name":"\\ud83d\\ude00\\ud83d"}}';
    expect(readEnvelope(body)).toMatchObject({
      errors: [{ message: '\ufffd' }],
      result: { uid: '\ufffd', name: '\u{1f600}\ufffd' },
    });
  });
});

describe('an entry of errors or messages', () => {
  test.each([
    [7003, 7003],
    [971, 971],
    [0, 0],
    [-1, -1],
    [20008.5, 20008.5],
    ['7000', 7000],
    [' 20008 ', 20008],
    ['0', 0],
    ['999999999999999', 999999999999999],
    ['1000000000000000', '1000000000000000'],
    ['E7', 'E7'],
    ['1.5', '1.5'],
    ['2e4', '2e4'],
    ['x7', 'x7'],
    ['7x', '7x'],
    ['', undefined],
    ['  ', undefined],
    [null, undefined],
    [undefined, undefined],
    [true, undefined],
    [[7000], undefined],
  ])('with the code %j has the code %j', (code, expected) => {
    expect(read({ errors: [{ code }] })?.errors).toEqual([entry({ code: expected })]);
  });

  test.each([
    ['text', entry({ message: 'text' })],
    [' text ', entry({ message: 'text' })],
    [null, entry()],
    [7, entry()],
    [[], entry()],
    [{}, entry()],
    [{ message: 7, documentation_url: {}, source: 'x', error_chain: 'y' }, entry()],
    [{ source: { pointer: 7 } }, entry()],
    [{ source: null, error_chain: null, extensions: null }, entry()],
    [{ extensions: { code: 'authz' } }, entry({ code: 'authz' })],
    [{ code: 7, extensions: { code: 'authz' } }, entry({ code: 7 })],
    [
      { message: ' m ', documentation_url: ' d ', source: { pointer: ' p ' } },
      entry({ message: 'm', documentationUrl: 'd', pointer: 'p' }),
    ],
  ])('can be odd: %j', (odd, expected) => {
    expect(read({ errors: [odd], messages: [odd] })).toMatchObject({
      errors: [expected],
      messages: [expected],
    });
  });

  test('has a chain of eight links at most, itself among them', () => {
    type Link = { readonly error_chain: readonly Link[] };
    let chain: Link = { error_chain: [] };
    for (let depth = 0; depth < 50; depth++) chain = { error_chain: [chain] };
    let links = 0;
    for (let left = read({ errors: [chain] })?.errors ?? []; left.length > 0; left = left[0]?.chain ?? [])
      links++;
    expect(links).toBe(8);
  });

  test('can have a code that is too large for a number', () => {
    expect(readEnvelope('{"errors":[{"code":1e999}]}')?.errors).toEqual([entry({ code: Infinity })]);
  });

  test('can be so deep that recursion would exhaust the stack', () => {
    const deep = `{"success":false,"errors":${'[{"error_chain":'.repeat(50_000)}[]${'}]'.repeat(50_000)}}`;
    expect(() => readEnvelope(deep)).not.toThrow();
  });
});
