import type { Result as Row } from '../../../__tests__/support/report-rules.ts';
import type { SimulatedKey } from '../cloudflare.ts';
import type { Run } from '../run.ts';
import type { ServerResponse } from '../responses.ts';
import type { Exchange, Trace } from '../trace.ts';

/** Something that must be true of every run, and is not of this one. */
export type Contradiction = { readonly rule: string; readonly what: string };

export type { Row };

/** When the step must begin nothing new. */
export type Stop = { readonly at: number; readonly step: number };

/** What the rules ask a run for. */
export type Facts = {
  readonly run: Run;
  readonly rows: readonly Row[];
  /** The DELETEs of each key, in order. */
  readonly deletes: ReadonlyMap<string, readonly Exchange[]>;
  readonly firstDelete: Exchange | undefined;
  /** The GETs of each key by itself, in order; those of the list under the empty string. */
  readonly reads: ReadonlyMap<string, readonly Exchange[]>;
  /** When the time limit is reached. */
  readonly limit: number;
  /** When the run was cancelled, if it was. */
  readonly cancelled: Stop | undefined;
  /** What the step told the runner, but for the masks. */
  readonly told: readonly {
    readonly name: string;
    readonly text: string;
    readonly step: number;
    readonly at: number;
  }[];
  readonly failures: readonly string[];
  /** What was masked before the step told anything. */
  readonly masks: readonly string[];
  /** The keys of the account, by ID. */
  readonly keys: ReadonlyMap<string, SimulatedKey>;
  /** What the step was told: the keys listed, the bytes that each relayed at any time, and the pull requests that are closed. */
  readonly listed: ReadonlySet<string>;
  readonly usage: ReadonlyMap<string, number>;
  readonly closed: ReadonlySet<number>;
  /** Whether an output could not be written. */
  readonly isOutputLost: boolean;
};

/** Gathers what the rules ask a run for. */
export function gatherFacts(run: Run): Facts {
  const { trace, world } = run;
  const deletes = groupByKey(trace, 'DELETE');
  const told = trace.incidents.flatMap((each) =>
    each.kind === 'told' && each.name !== 'setSecret'
      ? [{ name: each.name, text: each.values.join('='), step: each.step, at: each.at }]
      : [],
  );
  const known = trace.exchanges.flatMap(({ response }) => response?.tells ?? []);
  // A signal that comes while the report is being written comes too late to be in it.
  const reportStep =
    trace.incidents.find(
      (each) => each.kind === 'full' || (each.kind === 'told' && each.name === 'setOutput'),
    )?.step ?? Infinity;
  return {
    run,
    rows: parseRows(run.outputs['results']),
    deletes,
    reads: groupByKey(trace, 'GET'),
    firstDelete: trace.exchanges.find(({ method }) => method === 'DELETE'),
    limit: world.settings.timeoutSeconds * 1000,
    cancelled: trace.incidents.find(({ kind, step }) => kind === 'signal' && step < reportStep),
    told,
    masks: masksOf(run),
    failures: told.flatMap(({ name, text }) => (name === 'error' || name === 'setFailed' ? [text] : [])),
    keys: new Map(run.keys.map((key) => [key.uid, key])),
    listed: new Set(known.flatMap(({ keys = [] }) => keys)),
    usage: new Map(known.flatMap(({ usage = [] }) => usage)),
    closed: new Set(known.flatMap(({ closed = [] }) => closed)),
    isOutputLost: trace.incidents.some((each) => each.kind === 'full' && each.what.startsWith('output')),
  };
}

/** The requests with this method, by the key that each is about: the empty string for the list. */
function groupByKey({ exchanges }: Trace, method: string): ReadonlyMap<string, readonly Exchange[]> {
  const groups = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    if (exchange.method !== method) continue;
    const former = groups.get(exchange.uid);
    if (former === undefined) groups.set(exchange.uid, [exchange]);
    else former.push(exchange);
  }
  return groups;
}

function masksOf({ trace }: Run): readonly string[] {
  const masks: string[] = [];
  for (const incident of trace.incidents) {
    if (incident.kind !== 'told') continue;
    if (incident.name !== 'setSecret') break;
    masks.push(...incident.values);
  }
  return masks;
}

function parseRows(text: string | undefined): readonly Row[] {
  return text === undefined || text === '' ? [] : (JSON.parse(text) as readonly Row[]);
}

/** Whether the step was stopped by the time of this exchange's end or begin: by a signal, or by the time limit. */
export function isStopped({ cancelled, limit }: Facts, { at, step }: Stop): boolean {
  return at >= limit || (cancelled !== undefined && step > cancelled.step);
}

/** How long a response asks to wait, in milliseconds; undefined if it doesn't. */
export function askedToWait({ response, wallAtEnd = 0 }: Exchange): number | undefined {
  const text = response?.headers['retry-after'];
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - wallAtEnd);
}

/** A quota that headers announce. */
export type Announced = {
  readonly name: string;
  readonly left: number;
  readonly limit: number | undefined;
  readonly endsMs: number;
  /** Whether its end was told, and not only how long it is. */
  readonly isEndTold: boolean;
};

/** Reads `Ratelimit` and `Ratelimit-Policy`: a list of items such as `"default";r=50;t=30`. */
export function readQuotas({ response }: Exchange): readonly Announced[] {
  if (response?.headers['ratelimit'] === undefined) return [];
  let quotas = read.get(response);
  if (quotas === undefined) {
    quotas = parseQuotas(response);
    read.set(response, quotas);
  }
  return quotas;
}

/** Each is asked for several times. */
const read = new WeakMap<ServerResponse, readonly Announced[]>();

function parseQuotas({ headers }: ServerResponse): readonly Announced[] {
  const items = (text = ''): readonly (readonly [string, Map<string, number>])[] =>
    text.split(',').map((item) => {
      const [name = '', ...pairs] = item.trim().split(';');
      return [
        name,
        new Map(
          pairs.flatMap((pair) => {
            const [key = '', value = ''] = pair.split('=');
            return /^\d+$/.test(value) ? [[key, Number(value)] as const] : [];
          }),
        ),
      ];
    });
  const policies = new Map(items(headers['ratelimit-policy']));
  return items(headers['ratelimit']).flatMap(([name, numbers]) => {
    const left = numbers.get('r');
    // Without a time, the window may have just begun.
    const seconds = numbers.get('t') ?? numbers.get('w');
    if (left === undefined || seconds === undefined) return [];
    const limit = numbers.get('q') ?? policies.get(name)?.get('q');
    return [{ name, left, limit, endsMs: seconds * 1000, isEndTold: numbers.has('t') }];
  });
}
