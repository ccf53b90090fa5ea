import type { WireRequest } from './loopback.ts';
import type { Run } from './runner.ts';

/** The requests, one per line: `DELETE /client/v4/accounts/…/calls/turn_keys/…`. */
export function wire(requests: readonly WireRequest[]): string {
  return requests.map(({ method, path }) => `${method} ${path}\n`).join('');
}

/**
 * Everything that a run showed, in a form that is the same each time: without times, and with words for ports, waits and
 * cf-rays. Parallel reads and deletions of keys are sorted.
 */
export function transcript(run: Run, requests: readonly WireRequest[]): string {
  const outputs = Object.entries(run.outputs)
    .map(([name, value]) => `${name}: ${value}`.trimEnd())
    .join('\n');
  return [
    section('wire', sorted(wire(requests))),
    section('log', sorted(steady(run.log))),
    section('outputs', steady(outputs)),
    section('exit code', `${run.exitCode ?? run.signal ?? ''}`),
  ].join('\n');
}

/** A text without what differs from run to run, or from day to day. */
export function steady(text: string): string {
  return text
    .replace(/\b[0-9a-f]{16}-[A-Z]{3}\b/g, '<cf-ray>')
    .replace(/(?<=x-github-request-id )[0-9A-F]+/g, '<id>')
    .replace(/(?<=Z \()\d+ (minute|hour|day)s?(?=\))/g, '<age>')
    .replace(/\b(127\.0\.0\.1|localhost):\d+/g, '$1:<port>')
    .replace(/\b\d+(\.\d+)? ?ms\b|\b\d+\.\d+ ?s\b|\b\d+\.\d+ seconds\b|(?<=\()\d+ s(?=\))/g, '<time>');
}

function section(title: string, content: string): string {
  return `--- ${title}\n${content.trimEnd() === '' ? '(none)' : content.trimEnd()}\n`;
}

function sorted(lines: string): string {
  return lines.replace(
    /(?:^GET .*turn_keys\/.*\n)+|(?:^DELETE .*\n)+|(?:^Deleted TURN key .*\n)+/gm,
    (group) => `${group.trimEnd().split('\n').sort().join('\n')}\n`,
  );
}
