import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ClientRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CloudflareDouble, startCloudflare, TOKEN } from '../support/cloudflare-double.ts';
import { failure, respond, stall, successEnvelope } from '../support/faults.ts';
import { startGithub } from '../support/github-double.ts';
import { id } from '../support/keys.ts';
import type { CoreCall } from '../support/core.ts';
import { type Step, runStep, type StepOptions } from '../support/recording-core.ts';

const CREATED = '2026-03-01T09:30:00Z';

let cloudflare: CloudflareDouble;

beforeEach(async () => {
  cloudflare = await startCloudflare({
    keys: [
      { uid: id(1), name: 'pr-1' },
      { uid: id(2), name: 'pr-2' },
    ],
  });
});

afterEach(() => cloudflare.close());

const GITHUB_TOKEN = 'ghs_x';

function step(inputs: Readonly<Record<string, string>>, options?: StepOptions): Promise<Step> {
  const connection = {
    'account-id': cloudflare.account,
    'api-token': cloudflare.token,
    'api-base-url': cloudflare.baseUrl,
    'github-token': GITHUB_TOKEN,
  };
  return runStep({ ...connection, ...inputs }, options);
}

/** The lines at these levels, without the debug log. */
const said = ({ told }: Step): readonly string[] =>
  told.filter(([name]) => name !== 'debug' && name !== 'setOutput').map((each) => each.join(': '));

const MASKED = [`setSecret: ${TOKEN}`, `setSecret: ${GITHUB_TOKEN}`];
const DRY_RUN = (keys: string): string =>
  `info: Dry run: ${keys} would be deleted. The token can read keys; its permission to delete was not tested.`;

describe('a step', () => {
  test('masks the tokens first, deletes, and then sets the outputs and writes the summary', async () => {
    const result = await step({ 'key-id': id(1) });
    expect(result.succeeded).toBe(true);
    expect(result.told.map(([name]) => name)).toEqual([
      'setSecret',
      'setSecret',
      'debug',
      'info',
      ...Array.from({ length: 7 }, () => 'setOutput'),
    ]);
    expect(said(result)).toEqual([
      ...MASKED,
      `info: Deleted TURN key ${id(1)} ("pr-1", created ${CREATED}).`,
    ]);
    expect(result.outputs).toEqual({
      status: 'deleted',
      uid: id(1),
      name: 'pr-1',
      created: CREATED,
      modified: CREATED,
      'deleted-count': '1',
      results: JSON.stringify([
        { uid: id(1), name: 'pr-1', created: CREATED, modified: CREATED, status: 'deleted' },
      ]),
    });
    expect(result.summary).toContain('<h2>TURN keys: 1 deleted</h2>');
    expect(cloudflare.requests.map(({ method }) => method)).toEqual(['DELETE']);
    expect([...cloudflare.keys.keys()]).toEqual([id(2)]);
  });

  test('reads first, if a name is expected', async () => {
    const result = await step({ 'key-id': id(1), 'expected-name': 'pr-*' });
    expect(result.succeeded).toBe(true);
    expect(cloudflare.requests.map(({ method }) => method)).toEqual(['GET', 'DELETE']);
  });

  test('reads back with verify', async () => {
    const result = await step({ 'key-id': id(1), verify: 'true' });
    expect(said(result).at(-1)).toContain(': read back, and Cloudflare reports that it is gone.');
    expect(cloudflare.requests.map(({ method }) => method)).toEqual(['DELETE', 'GET']);
  });

  test('lists first, to select by name', async () => {
    const result = await step({ 'key-name': 'pr-*' });
    expect(said(result)[2]).toBe('info: Selected 2 of 2 TURN keys.');
    expect(result.outputs['deleted-count']).toBe('2');
    expect(cloudflare.keys.size).toBe(0);
  });

  test('asks GitHub only for a template, and closes the connection to it', async () => {
    const github = await startGithub({ token: GITHUB_TOKEN, pullRequests: { 1: 'CLOSED', 2: 'OPEN' } });
    const variables = Object.entries(github.env).map(
      ([name, value]) => [name, process.env[name], value] as const,
    );
    for (const [name, , value] of variables) process.env[name] = value;
    github.next('POST', respond(503, '', { headers: { 'retry-after': '0' } }));
    const posted: ClientRequest[] = [];
    const note = (message: unknown): void => {
      const { request } = message as { readonly request: ClientRequest };
      if (request.method === 'POST') posted.push(request);
    };
    subscribe('http.client.request.created', note);
    try {
      const result = await step({ 'key-name': 'pr-{closed-pr}' }, { env: github.env });
      expect(said(result)).toEqual([
        ...MASKED,
        'info: GitHub returned HTTP 503: an empty body. Retrying in 0 s (retry 1 of 5).',
        'info: Selected 1 of 2 TURN keys.',
        `info: Kept TURN key ${id(2)} ("pr-2"): pull request 2 is open.`,
        `info: Deleted TURN key ${id(1)} ("pr-1", created ${CREATED}).`,
      ]);
      expect(result.succeeded).toBe(true);
      expect(github.requests).toHaveLength(2);
      expect(posted.map(({ socket }) => socket?.destroyed)).toEqual([true, true]);
      const sent = result.told.flatMap(([name, line = '']) =>
        name === 'debug' && line.startsWith('POST ') ? [line] : [],
      );
      expect(sent).toEqual([
        expect.stringMatching(/: HTTP 503, /),
        expect.stringMatching(/: HTTP 200, x-github-request-id \S+, \d+ ms$/),
      ]);
    } finally {
      unsubscribe('http.client.request.created', note);
      for (const [name, before] of variables) {
        if (before === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before;
      }
      await github.close();
    }
  });

  test('no longer listens to signals at its end', async () => {
    const before = process.listenerCount('SIGINT');
    await step({ 'key-id': id(1) });
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});

describe('a dry run', () => {
  test('reports what would be deleted, and deletes nothing', async () => {
    const result = await step({ 'key-id': `${id(1)} ${id(9)}`, 'dry-run': 'true', 'if-not-found': 'ignore' });
    expect(result.succeeded).toBe(true);
    expect(said(result)).toEqual([
      ...MASKED,
      `info: Would delete TURN key ${id(1)} ("pr-1", created ${CREATED}).`,
      `info: TURN key ${id(9)} was not found, so there was nothing to delete. Cloudflare reports that it does not exist.`,
      DRY_RUN('1 TURN key'),
    ]);
    expect(result.outputs).toMatchObject({ status: 'would-delete', 'deleted-count': '0' });
    expect(cloudflare.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  test('of names does the same', async () => {
    const result = await step({ 'key-name': 'pr-*', 'dry-run': 'true' });
    expect(said(result).at(-1)).toBe(DRY_RUN('2 TURN keys'));
    expect(cloudflare.requests).toHaveLength(1);
  });

  test('fails for a key that does not exist', async () => {
    const result = await step({ 'key-id': id(9), 'dry-run': 'true' });
    expect(result.succeeded).toBe(false);
    expect(said(result).at(-1)).toMatch(/^setFailed: TURN key .* was not found/);
  });
});

describe('a step that fails', () => {
  test('reports the problems with its inputs, and still sets the outputs', async () => {
    const result = await step({ 'key-id': 'x', 'max-keys': 'y' });
    expect(result.succeeded).toBe(false);
    expect(said(result)).toEqual([
      ...MASKED,
      expect.stringMatching(/^error: Input 'key-id' must hold key IDs/),
      expect.stringMatching(/^error: Input 'max-keys' must be/),
      'setFailed: 2 problems with the inputs; nothing was deleted.',
    ]);
    expect(result.outputs).toMatchObject({ status: 'failed', results: '[]' });
    expect(result.summary).toContain('<h2>Nothing was deleted, because of 2 problems with the inputs</h2>');
    expect(cloudflare.requests).toEqual([]);
  });

  test('says which key failed', async () => {
    cloudflare.next('DELETE', failure(403, 10000, 'Authentication error'));
    const result = await step({ 'key-id': id(1) });
    expect(result.succeeded).toBe(false);
    expect(said(result).at(-1)).toMatch(
      /^setFailed: Could not delete TURN key 0{31}1: Cloudflare returned HTTP 403, code 10000: Authentication error \(cf-ray .*\)\. This response has several causes/,
    );
    expect(result.outputs).toMatchObject({ status: 'failed', uid: id(1) });
  });

  test('stops retrying at its time limit', async () => {
    cloudflare.always('DELETE', failure(500, 1, 'x', { headers: { 'retry-after': '61' } }));
    const result = await step({ 'key-id': id(1), 'timeout-seconds': '60' });
    expect(result.succeeded).toBe(false);
    expect(said(result).at(-1)).toContain(
      'It asked to wait 61 s, longer than what is left of the time limit',
    );
  });

  test('does not wait for a response beyond its time limit', async () => {
    cloudflare.next('DELETE', stall());
    const result = await step({ 'key-id': id(1), 'timeout-seconds': '3' });
    expect(said(result).at(-1)).toContain('before the step had to stop. ');
  });

  test('retries up to max-retries', async () => {
    cloudflare.always('DELETE', failure(500, 1, 'x', { headers: { 'retry-after': '0' } }));
    await step({ 'key-id': id(1), 'max-retries': '2' });
    expect(cloudflare.requests).toHaveLength(3);
  });

  test('has another failure if the outputs cannot be written', async () => {
    const result = await step(
      { 'key-id': id(1) },
      {
        onTold: ([name]) => {
          if (name === 'setOutput') throw new Error('No space left.');
        },
      },
    );
    expect(result.succeeded).toBe(false);
    expect(said(result).at(-1)).toBe(
      "setFailed: The outputs could not be written (No space left.): later steps do not see `uid`, `name`, `created`, `modified`, `deleted-count`, `results`, `status`. Check the runner's disk.",
    );
    expect(result.summary).toContain('1 deleted');
  });

  test('reports that the outputs cannot be written beside its other failures', async () => {
    cloudflare.next('DELETE', failure(403, 10000, 'Authentication error'));
    const result = await step(
      { 'key-id': id(1) },
      {
        onTold: ([name]) => {
          if (name === 'setOutput') throw new Error('No space left.');
        },
      },
    );
    expect(said(result).slice(-3)).toEqual([
      expect.stringMatching(/^error: Could not delete/),
      expect.stringMatching(/^error: The outputs could not be written \(No space left\.\)/),
      'setFailed: TURN keys: 1 failed.',
    ]);
  });
});

describe('a step that is refused', () => {
  test('deletes no key in use, by ID as well', async () => {
    cloudflare.usage.set(id(2), 5_000);
    const inputs = { 'key-id': `${id(1)} ${id(2)}`, 'unused-for': '1h' };
    const refused = await step(inputs);
    expect(said(refused).at(-1)).toContain(`TURN key ${id(2)} is in use: it relayed 5.0 kB in the last 1h.`);
    expect(cloudflare.keys.size).toBe(2);
    const kept = await step({ ...inputs, 'if-in-use': 'keep' });
    expect(kept.outputs).toMatchObject({ status: 'deleted', uid: id(1) });
    expect([...cloudflare.keys.keys()]).toEqual([id(2)]);
  });

  test('logs the keys that it kept, and only these', async () => {
    cloudflare.keys.set(id(1), { uid: id(1), name: 'pr-1', created: new Date().toISOString() });
    const result = await step({ 'key-name': 'pr-*', 'older-than': '1h', 'expected-name': 'pr-1' });
    const lines = said(result).slice(MASKED.length);
    expect(lines).toEqual([
      'info: Selected 1 of 2 TURN keys.',
      expect.stringMatching(/^info: Kept TURN key 0{31}1 /),
      expect.stringMatching(/^setFailed: Nothing was deleted/),
    ]);
    expect(result.summary).toContain('<h2>Nothing was deleted');
    expect(result.outputs['status']).toBe('failed');
  });

  test('reports a defect of its own as one, and what it knows', async () => {
    const result = await step(
      { 'key-name': 'pr-*' },
      {
        onTold: ([, line]) => {
          if (line?.startsWith('Selected')) throw new TypeError('x is not a function');
        },
      },
    );
    expect(said(result).at(-1)).toMatch(/^setFailed: .*TypeError: x is not a function/);
    expect(result.outputs).toMatchObject({ status: 'failed', 'deleted-count': '0', results: '[]' });
    expect(cloudflare.keys.size).toBe(2);
  });

  test('has the response of the key that could not be read', async () => {
    cloudflare.next('GET', failure(403, 10000, 'Authentication error'));
    const result = await step({ 'key-id': id(1), 'dry-run': 'true' });
    const [row] = JSON.parse(result.outputs['results'] ?? '') as readonly unknown[];
    expect(row).toMatchObject({ uid: id(1), status: 'failed', error: { http_status: 403, code: 10000 } });
  });

  test('says that the run was cancelled, and has no response then', async () => {
    cloudflare.next('GET', failure(503, 1, 'x', { headers: { 'retry-after': '60' } }));
    const cancelInTheWait = ([, line]: CoreCall): void => {
      if (line?.includes('Retrying in 60 s')) setImmediate(() => process.emit('SIGTERM'));
    };
    const result = await step({ 'key-id': id(1), 'dry-run': 'true' }, { onTold: cancelInTheWait });
    expect(said(result).at(-1)).toMatch(/^setFailed: Nothing was deleted.*The run was cancelled/);
    expect(result.outputs['status']).toBe('failed');
  });
});

describe('what a step says', () => {
  test('has the cf-ray of each response in the debug log', async () => {
    const result = await step({ 'key-id': id(1) });
    const lines = result.told.filter(([name]) => name === 'debug').map(([, line]) => line);
    expect(lines).toEqual([expect.stringMatching(/^DELETE .*: HTTP 200, cf-ray \S+, \d+ ms$/)]);
  });

  test('explains a missing token by the event file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'event-'));
    const path = join(folder, 'event.json');
    writeFileSync(path, JSON.stringify({ repository: { fork: true } }));
    const env = { GITHUB_EVENT_NAME: 'schedule', GITHUB_EVENT_PATH: path };
    const result = await step({ 'key-id': id(1), 'api-token': '' }, { env });
    rmSync(folder, { recursive: true });
    expect(said(result).at(-1)).toContain('This repository is a fork');
  });
});

describe('the summary', () => {
  test.each([
    ['', 'the runner provides no file for it'],
    [undefined, 'the runner provides no file for it'],
    ['/nowhere/summary.md', 'ENOENT: '],
  ])('that cannot be written to %j fails nothing', async (path, why) => {
    const result = await step({ 'key-id': id(1) }, { env: { GITHUB_STEP_SUMMARY: path } });
    expect(result.succeeded).toBe(true);
    expect(said(result).at(-1)).toMatch(/^info: The job summary could not be written \(.*\)\.$/);
    expect(said(result).at(-1)).toContain(why);
    expect(result.outputs['status']).toBe('deleted');
  });
});

describe('a run that is cancelled', () => {
  test('starts nothing new, and fails', async () => {
    cloudflare.next('DELETE', failure(503, 1, 'x', { headers: { 'retry-after': '60' } }));
    const cancelInTheWait = ([, line]: CoreCall): void => {
      if (line?.includes('Retrying in 60 s')) setImmediate(() => process.emit('SIGINT'));
    };
    const result = await step({ 'key-id': id(1) }, { onTold: cancelInTheWait });
    expect(result.succeeded).toBe(false);
    expect(said(result).at(-1)).toContain('It was not retried. The run was cancelled: ');
    expect(cloudflare.requests).toHaveLength(1);
  });

  test('fails even if everything was done by then', async () => {
    cloudflare.next('DELETE', { kind: 'pass', delayMs: 100 });
    const running = step({ 'key-id': id(1) });
    await cloudflare.received('DELETE');
    process.emit('SIGINT');
    const result = await running;
    expect(result.succeeded).toBe(false);
    expect(said(result).at(-1)).toBe('setFailed: The run was cancelled, but every key was handled.');
    expect(result.outputs['status']).toBe('failed');
  });
});

describe('the token', () => {
  test('is redacted in everything from Cloudflare, wherever it is shown', async () => {
    const key = { uid: id(1), name: `a ${TOKEN}`, created: TOKEN, modified: `${TOKEN}!` };
    cloudflare.next(
      'DELETE',
      respond(200, {
        ...successEnvelope(key),
        messages: [{ code: 1, message: TOKEN }],
        errors: [{ message: TOKEN }],
      }),
    );
    const result = await step({ 'key-id': id(1) });
    expect(said(result)).toEqual([
      ...MASKED,
      'notice: Cloudflare says: code 1: ***',
      'warning: Cloudflare reports success, with an error beside it: no code: ***',
      `info: Deleted TURN key ${id(1)} ("a ***", created ***).`,
    ]);
    expect(result.outputs).toMatchObject({ name: 'a ***', created: '***', modified: '***!' });
    expect(result.summary).not.toContain(TOKEN);
  });

  test('is redacted in failures, outputs and debug lines', async () => {
    cloudflare.next('DELETE', failure(400, 1, `x ${TOKEN}`, { headers: { 'cf-ray': TOKEN } }));
    const result = await step({ 'key-id': id(1) });
    expect(said(result).at(-1)).toContain('HTTP 400, code 1: x *** (cf-ray ***).');
    const shown = JSON.stringify([
      result.told.filter(([name]) => name !== 'setSecret'),
      result.outputs,
      result.summary,
    ]);
    expect(shown).not.toContain(TOKEN);
  });

  test('is redacted in the inputs that are shown too', async () => {
    const result = await step({ 'key-name': `a ${TOKEN}` });
    expect(result.outputs['results']).toContain('"name":"a ***"');
    expect(said(result).at(-1)).toMatch(/^setFailed: No key of the account is named "a \*\*\*"\./);
  });

  test('that is also the ID of a key is redacted in the outputs', async () => {
    const result = await step({ 'api-token': id(1), 'key-id': id(1), 'if-not-found': 'ignore' });
    expect(result.outputs).toMatchObject({ uid: '***' });
  });
});

describe('the log', () => {
  test('has one line per message, whatever is in it', async () => {
    cloudflare.next('DELETE', failure(400, 'x\n::error::y', 'a\r\n##[error]b'));
    const result = await step({ 'key-id': id(1) });
    for (const [, message] of result.told) expect(message).not.toMatch(/[\r\n]|##\[/);
  });
});
