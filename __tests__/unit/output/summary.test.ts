import { summary } from '@actions/core';
import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outcome } from '../../../src/delete-keys.ts';
import type { KeyStatus, Outcome } from '../../../src/delete-keys.ts';
import type { Report } from '../../../src/output/report.ts';
import { writeSummary } from '../../../src/output/summary.ts';

const folder = mkdtempSync(join(tmpdir(), 'summary-'));
const file = join(folder, 'summary.md');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const id = (n: number): string => n.toString(16).padStart(32, '0');
const made = (n: number, status: KeyStatus, more: Partial<Outcome> = {}): Outcome => ({
  ...outcome({ uid: id(n), known: {} }, status),
  ...more,
});

/** What is appended to a summary that another step began. */
function written(report: Partial<Report>): string {
  writeFileSync(file, 'before\n');
  writeSummary(summary.emptyBuffer(), file, {
    status: 'deleted',
    outcomes: [],
    failures: [],
    closing: '',
    ...report,
  });
  const text = readFileSync(file, 'utf8');
  expect(text.startsWith('before\n')).toBe(true);
  return text.slice('before\n'.length);
}

const FOOT = `<p><a href="https://dash.cloudflare.com/?to=/:account/realtime/turn">TURN keys in the Cloudflare dashboard</a></p>
<p>Deleting a key stops new credentials from being issued; do not assume that it ends those already issued: if they must end, <a href="https://developers.cloudflare.com/realtime/turn/generate-credentials/">revoke them</a> before deleting the key.</p>
`;
const HEAD = '<tr><th>Key</th><th>Name</th><th>Created</th><th>Result</th></tr>';

describe('the summary', () => {
  test('is a table of the keys and what became of them', () => {
    const outcomes = [
      made(1, 'deleted', { name: 'a', created: 'c' }),
      made(2, 'would-delete'),
      made(3, 'not-found', { reason: 'It said so.' }),
      made(4, 'failed', { reason: 'It said no.' }),
      made(5, 'not-attempted', { reason: 'It was late.' }),
      made(6, 'not-found', { uid: '', name: 'b', reason: 'None.' }),
    ];
    expect(written({ outcomes })).toBe(
      '<h2>TURN keys: 1 deleted, 1 would be deleted, 2 not found, 1 failed, 1 not attempted</h2>\n' +
        `<table>${HEAD}` +
        `<tr><td><code>${id(1)}</code></td><td><code>a</code></td><td><code>c</code></td><td>✅ deleted</td></tr>` +
        `<tr><td><code>${id(2)}</code></td><td>–</td><td>–</td><td>📝 would-delete</td></tr>` +
        `<tr><td><code>${id(3)}</code></td><td>–</td><td>–</td><td>⚪ not-found<br><code>It said so.</code></td></tr>` +
        `<tr><td><code>${id(4)}</code></td><td>–</td><td>–</td><td>❌ failed<br><code>It said no.</code></td></tr>` +
        `<tr><td><code>${id(5)}</code></td><td>–</td><td>–</td><td>⏭️ not-attempted<br><code>It was late.</code></td></tr>` +
        `<tr><td>–</td><td><code>b</code></td><td>–</td><td>⚪ not-found<br><code>None.</code></td></tr>` +
        `</table>\n${FOOT}`,
    );
  });

  test('of nothing says so', () => {
    expect(written({})).toBe(`<h2>TURN keys: none selected</h2>\n${FOOT}`);
  });

  test('of a run that never began says why', () => {
    expect(written({ status: 'failed', failures: ['A & B.', 'C.'] })).toBe(
      `<h2>TURN keys: nothing was deleted</h2>\n<ul><li><code>A &#38; B.</code></li><li><code>C.</code></li></ul>\n${FOOT}`,
    );
  });

  test('says what the table does not, and nothing twice', () => {
    const outcomes = [
      made(1, 'failed', { reason: 'It said no.' }),
      made(2, 'not-found', { reason: 'It said so.' }),
      made(3, 'not-attempted', { reason: 'Late.' }),
    ];
    const failures = ['Could not delete: It said no.', 'Not found. It said so. Check.', 'Refused: Late.'];
    expect(written({ outcomes, failures })).toContain('<ul><li><code>Refused: Late.</code></li></ul>');
    expect(written({ outcomes, failures: failures.slice(0, 2) })).not.toContain('<ul>');
    expect(written({ outcomes, failures })).toContain(
      '<h2>TURN keys: 1 not found, 1 failed, 1 not attempted</h2>',
    );
  });

  test('says a failure whose key has no reason', () => {
    expect(written({ outcomes: [made(1, 'failed')], failures: ['Could not delete.'] })).toContain(
      '<ul><li><code>Could not delete.</code></li></ul>',
    );
  });

  test('has twenty reasons at most, and two thousand characters of each', () => {
    const text = written({ failures: Array.from({ length: 25 }, (_, n) => `${n} ${'x'.repeat(3000)}`) });
    expect(text.match(/<li>/g)).toHaveLength(20);
    expect(text).toContain(`<li><code>0 ${'x'.repeat(1997)}…</code></li>`);
  });

  test('clips what stands in the table', () => {
    const long = 'x'.repeat(1000);
    const text = written({
      outcomes: [made(1, 'failed', { uid: long, name: long, created: long, reason: long })],
    });
    const cell = (length: number): string => `<code>${'x'.repeat(length - 1)}…</code>`;
    expect(text).toContain(
      `<tr><td>${cell(64)}</td><td>${cell(200)}</td><td>${cell(64)}</td><td>❌ failed<br>${cell(600)}</td></tr>`,
    );
  });

  test.each([
    ['<script>alert(1)</script>', '&#60;script&#62;alert(1)&#60;/script&#62;'],
    ['a "b" \'c\' `d` & e', 'a &#34;b&#34; &#39;c&#39; &#96;d&#96; &#38; e'],
    ['a\n\n# b\r\n| c |', String.raw`a\u{a}\u{a}# b\u{d}\u{a}| c |`],
    ['&lt;b&gt;', '&#38;lt;b&#38;gt;'],
    ['\u202eabc', String.raw`\u{202e}abc`],
  ])('shows %j as text', (name, shown) => {
    expect(written({ outcomes: [made(1, 'deleted', { name })] })).toContain(`<td><code>${shown}</code></td>`);
  });

  test('stays under 1 MiB, and says what it leaves out', () => {
    const reason = '&'.repeat(600);
    const outcomes = Array.from({ length: 1000 }, (_, n) =>
      made(n, 'failed', { reason, name: '&'.repeat(200) }),
    );
    const text = written({ outcomes, failures: Array.from({ length: 1000 }, () => '&'.repeat(2000)) });
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    const rows = text.match(/<tr><td>/g)?.length ?? 0;
    // Each row holds 832 escaped characters of 5 bytes and 200 bytes of its own.
    expect(rows).toBeGreaterThan(200);
    expect(text).toContain(`<p>${1000 - rows} more keys in the output <code>results</code>.</p>\n`);
    const table = text.slice(text.indexOf('<tr><td>'), text.indexOf('</table>'));
    expect(Buffer.byteLength(table)).toBeLessThanOrEqual(900 * 1024);
    expect(Buffer.byteLength(table) + Buffer.byteLength(table) / rows).toBeGreaterThan(900 * 1024);
  });

  test('leaves nothing out of a thousand plain keys', () => {
    const text = written({
      outcomes: Array.from({ length: 1000 }, (_, n) => made(n, 'deleted', { name: `n-${n}` })),
    });
    expect(text.match(/<tr><td>/g)).toHaveLength(1000);
    expect(text).not.toContain('more key');
  });

  test('is not written where there is no file for it', () => {
    const report: Report = { status: 'deleted', outcomes: [], failures: [], closing: '' };
    expect(() => {
      writeSummary(summary.emptyBuffer(), '', report);
    }).toThrow('the runner offers no file for it');
    expect(() => {
      writeSummary(summary.emptyBuffer(), folder, report);
    }).toThrow('EISDIR');
  });
});
