import { describe, expect, test } from '@jest/globals';
import { parse } from 'marked';
import { failureEnvelope, type Fault, respond, successEnvelope } from '../support/faults.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { KEY, someKeys } from '../support/keys.ts';
import { play, type Played } from '../support/scenario.ts';

const KEYS = someKeys(HOSTILE_TEXTS.length);

/** Responds to the deletion of each key with a response made of one hostile text. */
function playTexts(make: (text: string, key: { readonly uid: string }) => Fault): Promise<Played> {
  return play({
    keys: KEYS,
    prepare: (cloudflare) => {
      for (const [index, key] of KEYS.entries()) {
        cloudflare.next({ key: key.uid }, make(HOSTILE_TEXTS[index] ?? '', key));
      }
    },
  });
}

/** Checks that GitHub sees only the summary's own HTML, and no Markdown. */
function expectPlainSummary(summary: string): void {
  expect(parse(summary, { async: false }).trim()).toBe(summary.trim());
  const tags = summary.match(/<[^>]*>?/g) ?? [];
  const own =
    /^<(\/?(h2|table|tr|td|th|code|p|ul|li|a)|td nowrap|a href="https:\/\/(dash|developers)\.cloudflare\.com\/[^"]*")>$/;
  expect(tags.filter((tag) => !own.test(tag))).toEqual([]);
}

describe('hostile text in a success', () => {
  test.each(['name', 'created', 'modified'] as const)(
    'as %s is data in log, outputs and summary',
    async (field) => {
      const { run, results } = await playTexts((text, key) =>
        respond(200, successEnvelope({ ...key, [field]: text }), { takesEffect: true }),
      );
      expect(run.annotations).toEqual([]);
      expect(run.log.split('\n').filter((line) => line.startsWith('Deleted TURN key '))).toHaveLength(
        KEYS.length,
      );
      expect(run.log.split('\n')).toHaveLength(KEYS.length + 1);
      expect(results.map((result) => result[field])).toEqual(
        HOSTILE_TEXTS.map((text) => text.toWellFormed()),
      );
      expectPlainSummary(run.summary);
    },
  );

  // In the file of outputs, only characters that break lines or control terminals could do harm.
  const NAMES = HOSTILE_TEXTS.filter((text) => text.isWellFormed() && /[\p{Cc}\p{Zl}]/u.test(text));
  test.concurrent.each(NAMES.map((name) => [JSON.stringify(name).slice(0, 50), name] as const))(
    'as the name %s is verbatim in the output `name`',
    async (_start, name) => {
      const { run } = await play({ keys: [{ ...KEY, name }] });
      expect(run.outputs).toMatchObject({ status: 'deleted', name });
    },
  );

  test('as a message is one line of a notice', async () => {
    const { run } = await playTexts((text, { uid }) =>
      respond(
        200,
        successEnvelope(null, {
          messages: [
            { code: text, message: `${text} ${uid}`, source: { pointer: text }, documentation_url: text },
          ],
        }),
        { takesEffect: true },
      ),
    );
    expect(run.annotations.filter(({ level }) => level !== 'notice')).toEqual([]);
    expect(run.annotations).toHaveLength(KEYS.length);
    for (const { message } of run.annotations) {
      expect(message).toMatch(/^Cloudflare says: (code |no code)/);
      expect(message.length).toBeLessThan(1_200);
    }
  });
});

describe('hostile text in a failure', () => {
  test.each([
    ['message', (text: string) => respond(400, failureEnvelope({ code: 1, message: text }))],
    ['code', (text: string) => respond(400, failureEnvelope({ code: text, message: 'No' }))],
    ['link', (text: string) => respond(400, failureEnvelope({ message: 'No', documentation_url: text }))],
    [
      'pointer',
      (text: string) => respond(400, failureEnvelope({ message: 'No', source: { pointer: text } })),
    ],
    [
      'chain',
      (text: string) =>
        respond(400, failureEnvelope({ message: 'No', error_chain: [{ code: text, message: text }] })),
    ],
    ['body', (text: string) => respond(400, text)],
    ['uid', (text: string) => respond(200, successEnvelope({ uid: text }), { takesEffect: true })],
    ['ray', (text: string) => respond(400, 'No', { headers: { 'cf-ray': asHeader(text) } })],
    ['location', (text: string) => respond(302, '', { headers: { location: asHeader(text) } })],
  ])('as %s is data in log and summary', async (_where, make) => {
    const { run, errors, results } = await playTexts(make);
    expect(results.map(({ status }) => status)).toEqual(KEYS.map(() => 'failed'));
    expect(errors).toHaveLength(10);
    expect(run.annotations).toHaveLength(10);
    expect(run.log.split('\n')).toHaveLength(KEYS.length + 2);
    expect(run.log.match(/^(Error: )?Could not delete TURN key /gm)).toHaveLength(KEYS.length);
    for (const error of errors) expect(error.length).toBeLessThan(2_000);
    expectPlainSummary(run.summary);
  });
});

describe('the token, repeated by Cloudflare,', () => {
  test('is redacted in everything that a success contains', async () => {
    const { run, cloudflare } = await play({
      debug: true,
      prepare: ({ token, next }) => {
        const entry = {
          code: token,
          message: `${token} `,
          source: { pointer: token },
          documentation_url: token,
        };
        const key = { uid: KEY.uid, name: `a ${token} b`, created: token, modified: token.repeat(3) };
        next(
          'DELETE',
          respond(200, successEnvelope(key, { messages: [entry], errors: [entry] }), {
            takesEffect: true,
            headers: { 'cf-ray': token },
          }),
        );
      },
    });
    expect(cloudflare.keys.size).toBe(0);
    expect(run.outputs).toMatchObject({ name: 'a *** b', created: '***', modified: '*********' });
    expect(run.annotations.map(({ message }) => message)).toEqual([
      'Cloudflare says: code ***…: *** (at ***, see ***)',
      'Cloudflare reports success, with an error beside it: code ***…: *** (at ***, see ***)',
    ]);
    expect(run.debug.join('\n')).toContain('cf-ray ***');
  });

  test.concurrent.each([
    ['a message', (token: string) => respond(400, failureEnvelope({ code: token, message: token }))],
    ['a body', (token: string) => respond(400, `Bearer ${token}`)],
    ['a `uid`', (token: string) => respond(200, successEnvelope({ uid: token }), { takesEffect: true })],
    [
      'a redirect',
      (token: string) => respond(302, '', { headers: { location: `https://example.com/?${token}` } }),
    ],
    ['the cf-ray', (token: string) => respond(400, 'No', { headers: { 'cf-ray': token } })],
  ])('is redacted in %s', async (_where, make) => {
    const { errors } = await play({
      debug: true,
      prepare: ({ token, next }) => {
        next('DELETE', make(token));
      },
    });
    expect(errors[0]).toContain('***');
  });

  // A text that is truncated within the token must not show a part of the token.
  test.concurrent.each([
    ['a body', 170, (text: string) => respond(400, text)],
    ['a message', 470, (text: string) => respond(400, failureEnvelope({ message: text }))],
    ['a `uid`', 90, (text: string) => respond(200, successEnvelope({ uid: text }), { takesEffect: true })],
    ['the cf-ray', 40, (text: string) => respond(400, 'No', { headers: { 'cf-ray': text } })],
  ])('is redacted in %s before that is truncated', async (_where, length, make) => {
    const { errors } = await play({
      debug: true,
      prepare: ({ token, next }) => {
        next('DELETE', make(`${'x'.repeat(length)}${token}${'y'.repeat(100)}`));
      },
    });
    expect(errors[0]).toContain(`${'x'.repeat(length)}***`);
  });
});

test("the job's own token, repeated by Cloudflare, is redacted, too", async () => {
  const { run } = await play({
    githubToken: 'ghs_Zt4Yb7Np0Ws3Lc6Hf9Jg2Ae5UR2d5vK8xQm1',
    keys: [{ ...KEY, name: 'of ghs_Zt4Yb7Np0Ws3Lc6Hf9Jg2Ae5UR2d5vK8xQm1' }],
  });
  expect(run.outputs).toMatchObject({ status: 'deleted', name: 'of ***' });
});

/** The text without the characters that a header can't contain. */
function asHeader(text: string): string {
  return text.slice(0, 4_000).replace(/[^\t\x20-\x7e\x80-\xff]/g, ' ');
}
