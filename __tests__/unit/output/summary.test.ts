import { describe, expect, test } from '@jest/globals';
import { renderSummary } from '../../../src/output/summary.ts';
import type { Report } from '../../../src/output/report.ts';
import type { Outcome } from '../../../src/keys/outcome.ts';
import { id } from '../../support/keys.ts';
import { outcome, report } from './outcomes.ts';

const NOW = Date.parse('2026-04-04T12:00:00Z');

/** The summary of a report with these fields. It has no blank line, which would end the HTML. */
function rendered(more: Partial<Report>): string {
  const html = renderSummary(report(more), NOW);
  expect(html).not.toMatch(/\n\s*\n/);
  expect(html.endsWith('\n')).toBe(true);
  return html;
}

/** The same for a step that ended before the first deletion. */
const endedEarly = (failures: readonly string[], more: Partial<Report> = {}): string =>
  rendered({ status: 'failed', headline: 'Nothing was deleted', endedEarly: true, failures, ...more });

const LINK =
  '<p><a href="https://dash.cloudflare.com/?to=/:account/realtime/turn">TURN keys in the Cloudflare dashboard</a></p>';
const HEADER = '<tr><th>Key</th><th>Name</th><th>Created</th><th>Result</th></tr>';
const CREDENTIALS = /they can go on working for hours .* once the key is gone they can no longer be revoked/;

/** The cells of the table's rows. */
const cellsOf = (html: string): readonly (readonly string[])[] =>
  [...html.matchAll(/<tr>(<td nowrap>.*?<\/td>)<\/tr>/g)].map(([, row = '']) =>
    row.slice('<td nowrap>'.length, -'</td>'.length).split('</td><td nowrap>'),
  );

/** The items of the lists, without those of the kept keys. */
const itemsOf = (html: string): readonly string[] =>
  [...html.replace(/<details>.*<\/details>/, '').matchAll(/<li>(.*?)<\/li>/g)].map(([, item = '']) => item);

describe('the table', () => {
  test('says of each key what became of it', () => {
    const html = rendered({
      headline: 'TURN keys: some',
      outcomes: [
        outcome(1, 'deleted', { name: 'a', created: '2026-03-01T09:30:00Z' }),
        outcome(2, 'would-delete', { name: '' }),
        outcome(3, 'failed', { reason: 'It said no.' }),
        outcome(4, 'not-attempted', { reason: 'It was late.' }),
        outcome(5, 'not-found', { uid: '', name: 'b', reason: 'None.' }),
      ],
    });
    expect(html).toContain(`<h2>TURN keys: some</h2>\n<table>${HEADER}<tr>`);
    expect(cellsOf(html)).toEqual([
      [`<code>${id(1)}</code>`, '<code>a</code>', '2026-03-01T09:30:00Z (34 days)', '✅ deleted'],
      [`<code>${id(2)}</code>`, '–', '–', '📝 would be deleted'],
      [`<code>${id(3)}</code>`, '<code>n-3</code>', '–', '❌ failed'],
      [`<code>${id(4)}</code>`, '<code>n-4</code>', '–', '⏭️ not attempted'],
      ['–', '<code>b</code>', '–', '⚪ not found'],
    ]);
    expect(html).toContain(LINK);
  });

  test.each([
    ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00Z (34 days)'],
    ['2026-04-04T09:30:00Z', '2026-04-04T09:30:00Z (2 hours)'],
    ['2026-04-05T09:30:00Z', '2026-04-05T09:30:00Z'],
    ['0001-01-01T00:00:00Z', '<code>0001-01-01T00:00:00Z</code>'],
    ['<yesterday>', '<code>&#60;yesterday&#62;</code>'],
  ])('shows the date %s with its age, if that is known', (created, shown) => {
    expect(cellsOf(rendered({ outcomes: [outcome(1, 'deleted', { created })] }))[0]?.[2]).toBe(shown);
  });

  test('truncates long IDs, names and dates', () => {
    const long = 'x'.repeat(1000);
    const date = `2026-03-01T09:30:00.${'0'.repeat(500_000)}Z`;
    const html = rendered({
      outcomes: [
        outcome(1, 'deleted', { uid: long, name: long, created: long }),
        outcome(2, 'deleted', { created: date }),
      ],
    });
    const [first, second] = cellsOf(html);
    const code = (length: number): string => `<code>${'x'.repeat(length - 1)}…</code>`;
    expect(first?.slice(0, 3)).toEqual([code(64), code(120), code(64)]);
    expect(second?.[2]).toMatch(/^2026-03-01T09:30:00\.0{43}… \(34 days\)$/);
  });

  test.each([
    ['<script>alert(1)</script>', '&#60;script&#62;alert(1)&#60;/script&#62;'],
    ['a "b" \'c\' `d` & e', 'a &#34;b&#34; &#39;c&#39; &#96;d&#96; &#38; e'],
    ['a\n\n# b\r\n| c |', String.raw`a\u{a}\u{a}# b\u{d}\u{a}| c |`],
    ['&lt;b&gt;', '&#38;lt;b&#38;gt;'],
    ['\u202eabc', String.raw`\u{202e}abc`],
  ])('shows the name %j as text', (name, shown) => {
    const html = rendered({ outcomes: [outcome(1, 'deleted', { name }), outcome(2, 'kept', { name })] });
    expect(cellsOf(html)[0]?.[1]).toBe(`<code>${shown}</code>`);
    expect(html).toContain(`<li><code>${id(2)}</code> <code>${shown}</code>: `);
  });
});

describe('the reasons', () => {
  test('are listed below the table, those of failures first, each once with its keys', () => {
    const html = rendered({
      outcomes: [
        ...[1, 2, 3, 4, 5].map((n) => outcome(n, 'deleted', { reason: 'read back' })),
        outcome(6, 'not-found', { reason: 'It said so.' }),
        outcome(7, 'failed', { reason: 'It said <no>.' }),
        outcome(8, 'failed', { reason: 'Late.', confirmed: true }),
        outcome(9, 'deleted'),
      ],
    });
    const code = (n: number): string => `<code>${id(n)}</code>`;
    expect(itemsOf(html)).toEqual([
      `❌ ${code(7)}: <code>It said &#60;no&#62;.</code>`,
      `❌ ${code(8)}: <code>Cloudflare confirmed the deletion, but it could not be verified: Late.</code>`,
      `✅ ${code(1)}, ${code(2)}, ${code(3)} and 2 more keys: <code>read back</code>`,
      `⚪ ${code(6)}: <code>It said so.</code>`,
    ]);
    expect(html.indexOf('<ul>')).toBeGreaterThan(html.indexOf('</table>'));
  });

  test('are twenty at most, each truncated in its middle', () => {
    const reason = (n: number): string => `${n} failed.${' It said much.'.repeat(1_000)} Do this.`;
    const html = rendered({
      outcomes: Array.from({ length: 25 }, (_, n) => outcome(n, 'failed', { reason: reason(n) })),
    });
    expect(itemsOf(html)).toHaveLength(21);
    for (const item of itemsOf(html).slice(0, 20))
      expect(item).toMatch(/<code>\d+ failed\. .{900,1100} … .{900,1100} Do this\.<\/code>$/);
    expect(itemsOf(html)[20]).toBe('5 more reasons in the output <code>results</code>.');
  });
});

describe('the summary of a step that ended early', () => {
  test('says in its heading that nothing was deleted and why, and does not repeat it with the keys', () => {
    const html = endedEarly(['Nothing was deleted: "a" & "b" are too many. Raise it.'], {
      headline: 'Nothing was deleted, because more keys are selected than `max-keys` allows',
      outcomes: [
        outcome(1, 'not-attempted', { reason: 'Not attempted.' }),
        outcome(2, 'failed', { reason: 'Nothing was deleted: "a" & "b" are too many. Raise it.' }),
        outcome(3, 'not-found', { uid: '', reason: 'No key is named "n-3".' }),
      ],
    });
    expect(html).toMatch(
      /^<h2>Nothing was deleted, because more keys are selected than <code>max-keys<\/code> allows<\/h2>\n/,
    );
    expect(itemsOf(html)).toEqual([
      '<code>Nothing was deleted: &#34;a&#34; &#38; &#34;b&#34; are too many. Raise it.</code>',
      '⚪ <code>n-3</code>: <code>No key is named &#34;n-3&#34;.</code>',
    ]);
    expect(cellsOf(html)).toHaveLength(3);
    expect(html).not.toMatch(CREDENTIALS);
  });

  test('without a key has no table', () => {
    expect(endedEarly(['A.', 'B.'])).toBe(
      `<h2>Nothing was deleted</h2>\n<ul><li><code>A.</code></li><li><code>B.</code></li></ul>\n${LINK}\n`,
    );
  });

  test('lists twenty failures at most', () => {
    const items = itemsOf(endedEarly(Array.from({ length: 25 }, (_, n) => `F${n}.`)));
    expect(items).toHaveLength(21);
    expect(items[20]).toBe('5 more in the log.');
  });
});

describe('kept keys', () => {
  test('are in a collapsed list with their reasons', () => {
    const html = rendered({
      outcomes: [
        outcome(1, 'deleted'),
        outcome(2, 'kept', { reason: 'its age is unknown' }),
        outcome(3, 'kept', { reason: 'pull request 3 is open' }),
      ],
    });
    expect(cellsOf(html)).toHaveLength(1);
    expect(itemsOf(html)).toEqual([]);
    expect(html).toContain(
      '<details><summary>📌 2 keys kept</summary><ul>' +
        `<li><code>${id(2)}</code> <code>n-2</code>: <code>its age is unknown</code></li>` +
        `<li><code>${id(3)}</code> <code>n-3</code>: <code>pull request 3 is open</code></li></ul></details>\n`,
    );
  });

  test('need no table if there are no others', () => {
    const html = rendered({ outcomes: [outcome(1, 'kept', { reason: 'R' })] });
    expect(html).not.toContain('<table>');
    expect(html).toContain('<summary>📌 1 key kept</summary>');
  });
});

describe('the sentence on credentials', () => {
  test.each<readonly [string, Outcome, boolean]>([
    ['a key was deleted', outcome(1, 'deleted'), true],
    ['a key would be deleted', outcome(1, 'would-delete'), true],
    ['a key may have been deleted', outcome(1, 'failed', { mayBeDeleted: true }), true],
    ['a deletion was confirmed and not verified', outcome(1, 'failed', { confirmed: true }), true],
    ['a key failed', outcome(1, 'failed'), false],
    ['a key was not attempted', outcome(1, 'not-attempted'), false],
    ['a key was not found', outcome(1, 'not-found'), false],
    ['a key was kept', outcome(1, 'kept'), false],
  ])('where %s: %#', (_what, each, stands) => {
    expect(CREDENTIALS.test(rendered({ outcomes: [outcome(2, 'not-found'), each] }))).toBe(stands);
  });
});

describe('the size', () => {
  const hostile = (n: number): Outcome =>
    outcome(n, n % 2 === 0 ? 'failed' : 'kept', {
      uid: '&'.repeat(200),
      name: '&'.repeat(200),
      created: '&'.repeat(200),
      reason: `${n}${'&'.repeat(4000)}`,
    });

  test('stays under 1 MiB, and the summary says what it omits', () => {
    const outcomes = Array.from({ length: 4000 }, (_, n) => hostile(n));
    const html = endedEarly(
      Array.from({ length: 1000 }, (_, n) => `${n}${'&'.repeat(4000)}`),
      { outcomes },
    );
    const whole = rendered({ outcomes });
    for (const each of [html, whole]) {
      expect(Buffer.byteLength(each)).toBeLessThan(1024 * 1024);
      const rows = cellsOf(each).length;
      expect(rows).toBeGreaterThan(200);
      expect(each).toContain(
        `<p>${formatted(2000 - rows)} more keys in the output <code>results</code>.</p>\n`,
      );
      const kept = /<details>.*<\/details>/.exec(each)?.[0].match(/<li>/g)?.length ?? 0;
      expect(each).toContain(
        `<li>${formatted(2000 - kept + 1)} more keys in the output <code>results</code>.</li></ul></details>`,
      );
    }
  });

  test('leaves room for a thousand ordinary keys', () => {
    const html = rendered({
      outcomes: Array.from({ length: 1000 }, (_, n) =>
        outcome(n, n < 500 ? 'deleted' : 'kept', {
          created: '2026-03-01T09:30:00Z',
          reason: 'created 2026-03-01T09:30:00Z, newer than `older-than` (60d)',
        }),
      ),
    });
    expect(cellsOf(html)).toHaveLength(500);
    expect(html).not.toMatch(/more key.*results/);
  });
});

const formatted = (number: number): string => number.toLocaleString('en-US');
