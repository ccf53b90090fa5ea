import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inputVariables, readActionFile } from '../support/action-file.ts';
import { startCloudflare } from '../support/cloudflare-double.ts';
import { failureEnvelope, respond } from '../support/faults.ts';
import { KEY, someKeys } from '../support/keys.ts';
import { runnerNode } from '../support/node.ts';
import { GITHUB_TOKEN } from '../support/runner.ts';
import { play } from '../support/scenario.ts';
import { layOutWorkspace } from '../support/workspace.ts';

// What GitHub puts a limit to, and who reads the log. Modules have tests of their own for the details.

const MOST_ANNOTATION_BYTES = 4096;
const MOST_RESULTS_BYTES = 900_000;

describe('an annotation has at most 4,096 bytes and the whole advice', () => {
  test.concurrent.each([
    ['plain text', 'x'],
    ['a script of three bytes a character', '語'],
    ['characters of four bytes', '🙂'],
    ['characters that are escaped', '\u202e'],
  ])('when Cloudflare returns five long errors of %s', async (_what, character) => {
    const errors = Array.from({ length: 5 }, (_, code) => ({ code, message: character.repeat(5_000) }));
    const { errors: annotations } = await play({
      prepare: (cloudflare) => {
        cloudflare.next('DELETE', respond(403, failureEnvelope(...errors)));
      },
    });
    expect(annotations).toHaveLength(1);
    const [message = ''] = annotations;
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(MOST_ANNOTATION_BYTES);
    expect(message).toMatch(
      new RegExp(`^Could not delete TURN key ${KEY.uid}.*: Cloudflare returned HTTP 403, code 0: `),
    );
    for (const cause of ['(1) ', '(2) ', '(3) ', '(4) ', '(5) ']) expect(message).toContain(cause);
    expect(message).toMatch(/create-token\/\)\.$/);
  });
});

test('a thousand failures with long messages have whole results and ten annotations', async () => {
  const keys = someKeys(1000);
  const { run, results, errors } = await play({
    keys,
    inputs: { 'max-keys': '1000' },
    prepare: (cloudflare) => {
      const long = Array.from({ length: 5 }, (_, code) => ({ code, message: '<"&>'.repeat(1_000) }));
      cloudflare.always('DELETE', respond(400, failureEnvelope(...long)));
    },
  });
  expect(Buffer.byteLength(run.outputs['results'] ?? '')).toBeLessThan(MOST_RESULTS_BYTES);
  expect(results.map(({ uid, status }) => [uid, status])).toEqual(keys.map(({ uid }) => [uid, 'failed']));
  for (const { error } of results)
    expect(error?.message).toMatch(/^Cloudflare returned HTTP 400, code 0: <"&>.*…$/);
  expect(errors).toHaveLength(10);
  for (const message of errors) expect(Buffer.byteLength(message)).toBeLessThanOrEqual(MOST_ANNOTATION_BYTES);
  expect(errors.at(-1)).toBe('TURN keys: 1000 failed. The output `results` has the details.');
});

test('a thousand keys with long names have whole results', async () => {
  const keys = someKeys(1000).map((key) => ({ ...key, name: `${key.name} ${'"'.repeat(20_000)}` }));
  const { run, results } = await play({ keys, inputs: { 'max-keys': '1000' } });
  expect(Buffer.byteLength(run.outputs['results'] ?? '')).toBeLessThan(MOST_RESULTS_BYTES);
  expect(results.map(({ uid }) => uid)).toEqual(keys.map(({ uid }) => uid));
  for (const [index, { name }] of results.entries())
    expect(name).toMatch(new RegExp(`^preview-${index + 1} "+…$`));
});

test('a date of 500,000 digits is short in the log, and whole in the outputs', async () => {
  const created = `2026-03-01T09:30:00.${'0'.repeat(500_000)}Z`;
  const { run, results } = await play({
    keys: [{ ...KEY, created }],
    inputs: { 'key-name': KEY.name, 'older-than': '30000w' },
  });
  expect(results).toMatchObject([
    { status: 'kept', created, reason: expect.stringMatching(/^created 2026/) },
  ]);
  expect(run.log).toMatch(new RegExp(`^Kept TURN key ${KEY.uid} .*newer than`, 'm'));
  for (const line of run.log.split('\n')) expect(line.length).toBeLessThan(300);
  expect(run.summary.length).toBeLessThan(2_000);
});

test('a name that no key has makes the step red, and its status not-found', async () => {
  const { run, errors } = await play({ inputs: { 'key-name': `${KEY.name}\nnope` } });
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ status: 'not-found', uid: KEY.uid, 'deleted-count': '1' });
  expect(errors).toEqual([expect.stringMatching(/^No key of the account is named "nope"\. /)]);
});

test('a log that is read slowly is written to its end', async () => {
  const keys = someKeys(600);
  const cloudflare = await startCloudflare({ keys });
  const workspace = layOutWorkspace({});
  try {
    const long = Array.from({ length: 5 }, (_, code) => ({ code, message: 'x'.repeat(500) }));
    cloudflare.always('DELETE', respond(400, failureEnvelope(...long)));
    const inputs = {
      'account-id': cloudflare.account,
      'api-token': cloudflare.token,
      'api-base-url': cloudflare.baseUrl,
      'key-id': keys.map(({ uid }) => uid).join('\n'),
      'max-keys': '1000',
    };
    const action = readActionFile('.');
    const child = spawn(runnerNode().path, [join(process.cwd(), action.main)], {
      cwd: workspace.folder,
      env: { ...workspace.variables, ...inputVariables(action, inputs, GITHUB_TOKEN) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    const { stdout } = child;
    stdout.setEncoding('utf8');
    let log = '';
    // With the summary, all that is left to do is to print 1.6 MB: at 120 kB a second, that takes longer than a reader may stall.
    while (workspace.readFiles().summary === '') await sleep(20);
    const end = performance.now() + 7_000;
    while (performance.now() < end) {
      await sleep(100);
      log += String(stdout.read(12_000) ?? '');
    }
    expect(child.exitCode).toBe(null);
    for await (const text of stdout) log += String(text);
    expect(await closed).toEqual([1, null]);
    expect(log.match(/Could not delete TURN key/g)).toHaveLength(600);
    expect(log).toMatch(/::error::TURN keys: 600 failed\. The output `results` has the details\.\n$/);
  } finally {
    workspace.remove();
    await cloudflare.close();
  }
});
