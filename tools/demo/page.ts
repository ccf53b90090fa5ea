import { convert } from 'html-to-text';
import { parse } from 'marked';
import type { TurnKey } from '../../__tests__/support/cloudflare-double.ts';
import type { WireRequest } from '../../__tests__/support/loopback.ts';
import type { Performance } from './stage.ts';

const WIDTH = 110;
const SECRET_INPUTS = ['api-token', 'github-token'];

/** Renders a run for the terminal, section by section. */
export function renderPage({ inputs, run, doubles }: Performance): string {
  const exit = run.exitCode ?? `none; ended by ${run.signal ?? 'a signal'}`;
  const sections = [
    section('Inputs', renderInputs(inputs)),
    ...(doubles === undefined ? [] : [section('Requests', renderRequests(doubles.requests))]),
    section('Log, as GitHub shows it', run.log),
    section('Outputs', renderOutputs(run.outputs)),
    section('Job summary', renderSummary(run.summary)),
    ...(doubles === undefined ? [] : [section('Keys left', renderKeys(doubles.keys))]),
    `Exit code ${exit}, after ${(run.durationMs / 1000).toFixed(1)} s on Node ${run.nodeVersion}.\n`,
  ];
  return visible(masked(sections.join('\n'), [...run.masks, ...secretsIn(inputs)]));
}

/** A line across the terminal, with a title. */
export function rule(title: string, line = '─'): string {
  return `${line.repeat(2)} ${title} `.padEnd(WIDTH, line);
}

function section(title: string, content: string): string {
  return `${rule(title)}\n${content.trimEnd() || '(none)'}\n`;
}

function renderInputs(inputs: Readonly<Record<string, string>>): string {
  return table(
    Object.entries(inputs).map(([name, value]) => [
      name,
      SECRET_INPUTS.includes(name) && value.trim() !== '' ? '***' : JSON.stringify(value).slice(1, -1),
    ]),
  );
}

function renderRequests(requests: readonly WireRequest[]): string {
  const start = requests[0]?.at ?? 0;
  return table(
    requests.map(({ at, method, path }) => [`${((at - start) / 1000).toFixed(2)} s`, method, path]),
  );
}

function renderOutputs(outputs: Readonly<Record<string, string>>): string {
  return table(
    Object.entries(outputs).map(([name, value]) => [name, name === 'results' ? pretty(value) : value]),
  );
}

function renderSummary(markdown: string): string {
  const html = parse(markdown, { async: false, gfm: true });
  return convert(html, {
    wordwrap: WIDTH,
    selectors: [
      {
        selector: 'table',
        format: 'dataTable',
        options: { maxColumnWidth: 60, uppercaseHeaderCells: false },
      },
      ...['h1', 'h2', 'h3'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  });
}

function renderKeys(keys: readonly TurnKey[]): string {
  return table(keys.map(({ uid, name, created }) => [uid, name ?? '', created ?? '']));
}

/** Aligns the columns; cells of the last one may have several lines. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), undefined, 2);
  } catch {
    return json;
  }
}

function secretsIn(inputs: Readonly<Record<string, string>>): readonly string[] {
  return SECRET_INPUTS.flatMap((name) => inputs[name]?.trim() ?? []);
}

function masked(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((result, secret) => result.replaceAll(secret, '***'), text);
}

/** Escapes control characters: text from outside must not control the terminal. */
function visible(text: string): string {
  // eslint-disable-next-line no-control-regex -- it escapes control characters
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
