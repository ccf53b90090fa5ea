import type { Contradiction } from './oracle/index.ts';
import { nameVariable } from './inputs.ts';
import type { Run } from './run.ts';
import type { Exchange } from './trace.ts';
import { ACCOUNT, API_TOKEN, GITHUB_TOKEN } from './world.ts';

/** What tells nothing about an input. */
const COMMON = new Set(['', ACCOUNT, API_TOKEN, GITHUB_TOKEN]);

/** So many keys are told of. */
const MOST_KEYS = 20;

/** Tells a run as a person can read it: the world, what was sent, what came back, what the step said, and what is wrong. */
export function tellStory(run: Run, contradictions: readonly Contradiction[]): string {
  const { world, env, keys, trace, outputs } = run;
  const told: (readonly [step: number, at: number, text: string])[] = [];
  for (const exchange of trace.exchanges) {
    told.push([
      exchange.beganStep,
      exchange.beganAt,
      `→ ${exchange.number} ${exchange.method} ${exchange.path}`,
    ]);
    if (exchange.endedAt !== undefined) {
      told.push([exchange.endedStep ?? 0, exchange.endedAt, `← ${exchange.number} ${describeEnd(exchange)}`]);
    }
  }
  for (const incident of trace.incidents) {
    told.push([incident.step, incident.at, describeIncident(incident)]);
  }
  // What was on its way when the step ended arrives after it.
  told.push([run.endedStep, run.endedAt, `the end: exit code ${run.succeeded === true ? 0 : 1}`]);
  told.sort(([a], [b]) => a - b);
  const wrong = Object.keys(world.mistake?.inputs ?? {}).map(nameVariable);
  const set = Object.entries(env).filter(
    ([name, value]) => wrong.includes(name) || (/^(INPUT|CLOUDFLARE)_/.test(name) && !COMMON.has(value)),
  );
  return [
    'Inputs:',
    ...set.map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
    'Keys:',
    ...keys
      .slice(0, MOST_KEYS)
      .map(
        ({ uid, name, created, traffic, oddUid }) =>
          `  ${uid}${oddUid === undefined ? '' : ` (listed as "${oddUid}")`} ${JSON.stringify(name)} ${created ?? '-'} ${traffic === undefined ? 'no traffic' : JSON.stringify(traffic)}`,
      ),
    ...(keys.length > MOST_KEYS ? [`  and ${keys.length - MOST_KEYS} more`] : []),
    `Cloudflare: ${JSON.stringify(world.cloudflare)}`,
    ...(trace.exchanges.some(({ service }) => service === 'github')
      ? [`GitHub: ${JSON.stringify(world.github)}`]
      : []),
    'What happened:',
    ...told.map(([, at, text]) => `  ${(at / 1000).toFixed(3).padStart(9)} s ${text}`),
    `Outputs: ${JSON.stringify({ ...outputs, results: undefined })}`,
    `Results: ${outputs['results'] ?? '-'}`,
    'What is wrong:',
    ...contradictions.map(({ rule, what }) => `  [${rule}] ${what}`),
  ].join('\n');
}

function describeEnd({
  response,
  failure,
  meaning,
  deleted,
  carriedOutAt,
  endedAt = 0,
  treatment: { delivery },
}: Exchange): string {
  const what =
    response === undefined
      ? (failure ?? '')
      : `HTTP ${response.status} ${response.body?.slice(0, 160) ?? 'with more than 1 MiB'}`;
  const headers = Object.entries(response?.headers ?? {}).filter(([name]) =>
    /^(retry-after|ratelimit)/.test(name),
  );
  const said = headers.map(([name, value]) => ` ${name}: ${value}`).join(',');
  const truth = !deleted
    ? ''
    : (carriedOutAt ?? 0) > endedAt
      ? '; it deletes the key later'
      : '; it deleted the key';
  return `${what}${said} (${meaning ?? ''}${delivery.kind === 'proper' ? '' : `, ${delivery.kind}`}${truth})`;
}

function describeIncident(incident: Run['trace']['incidents'][number]): string {
  switch (incident.kind) {
    case 'told':
      return `  ${incident.name}: ${incident.values.join('=').slice(0, 600)}`;
    case 'signal':
      return `! ${incident.signal}`;
    case 'jump':
      return `! the time of day jumps by ${incident.byMs / 1000} s`;
    case 'other-deletion':
      return `! another job deletes ${incident.uid}`;
    case 'full':
      return `! the disk is full: ${incident.what}`;
  }
}
