import { API_TOKEN, GITHUB_TOKEN } from '../world.ts';
import type { Exchange } from '../trace.ts';
import { askedToWait, isStopped, readQuotas } from './facts.ts';
import type { Announced, Contradiction, Facts } from './facts.ts';

const MOST_AT_ONCE = 8;
const GRACE_MS = 5_000;
export const LONGEST_WAIT_MS = 60_000;
/** Less asks to retry at once. */
const AT_ONCE_MS = 500;
/** Windows are told in whole seconds. */
const SAME_WINDOW_MS = 1_500;
/** Virtual times are sums of fractions. */
const EPSILON = 0.01;

const describe = ({ number, method, path }: Exchange): string => `request ${number} (${method} ${path})`;

/** When the requests began, and what followed them. */
export function* checkRequests(facts: Facts): Generator<Contradiction> {
  const { run, cancelled, limit, firstDelete } = facts;
  const { exchanges } = run.trace;
  const say = (rule: string, what: string): Contradiction => ({ rule, what });

  if (run.thrown !== undefined) yield say('end', `the step threw ${run.thrown}`);
  else if (run.succeeded === undefined) yield say('end', 'the step never ended');
  if (run.left.timers > 0 || run.left.listeners > 0) {
    yield say('end', `it left ${run.left.timers} timers and ${run.left.listeners} listeners`);
  }
  const lastEnd = Math.min(limit, (cancelled?.at ?? Infinity) + GRACE_MS);
  if (run.endedAt > lastEnd + EPSILON) yield say('end', `it ended at ${run.endedAt}, after ${lastEnd}`);

  for (const exchange of exchanges) {
    const { service, authorization, path, body, beganAt, beganStep, beside } = exchange;
    if (!path.startsWith('/')) yield say('inputs', `${describe(exchange)} goes to the wrong address`);
    if (beside >= MOST_AT_ONCE) yield say('parallel', `${describe(exchange)} began beside ${beside} others`);
    if (isStopped(facts, { at: beganAt, step: beganStep })) {
      yield say('stop', `${describe(exchange)} began after the step had to stop`);
    }
    const [token, other] = service === 'cloudflare' ? [API_TOKEN, GITHUB_TOKEN] : [GITHUB_TOKEN, API_TOKEN];
    const isElsewhere = path.includes(token) || path.includes(other) || body.includes(other);
    if (!authorization.includes(token) || isElsewhere) {
      yield say('token', `${describe(exchange)} has the wrong token`);
    }
    if (firstDelete === undefined || exchange.method === 'DELETE') continue;
    const isReadBack = exchange.method === 'GET' && exchange.uid !== '' && run.world.settings.verify;
    if (beganStep > firstDelete.beganStep && !isReadBack) {
      yield say('guards', `${describe(exchange)} began after the first DELETE`);
    }
    if (beganStep < firstDelete.beganStep && (exchange.endedStep ?? Infinity) > firstDelete.beganStep) {
      yield say('guards', `${describe(exchange)} was on its way when the first DELETE began`);
    }
  }
  if (run.world.settings.dryRun && firstDelete !== undefined) yield say('guards', 'a DELETE in a dry run');
  if (exchanges.some(({ method, endedStep }) => method === 'DELETE' && endedStep === undefined)) {
    yield say('end', 'the step ended while a DELETE was on its way');
  }

  const requests = groupAttempts(exchanges);
  yield* checkQuota(facts);
  yield* checkPauses(facts, requests);
  yield* checkAttempts(facts, requests);
  yield* checkHalts(facts);
  yield* checkPacing(facts, requests);
}

/** A request with its attempts in order, and the meaning of each. */
type Request = readonly Exchange[];

/** Puts the attempts of one request together. */
function groupAttempts(exchanges: readonly Exchange[]): readonly Request[] {
  const groups: Exchange[][] = [];
  const open = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const id = `${exchange.service} ${exchange.method} ${exchange.path} ${exchange.body}`;
    const former = open.get(id);
    // A key can be read several times; one that was is another request.
    const isRetry = former !== undefined && (exchange.method === 'DELETE' || isRetried(former.at(-1)));
    if (isRetry) {
      former.push(exchange);
    } else {
      const group = [exchange];
      groups.push(group);
      open.set(id, group);
    }
  }
  return groups;
}

function isRetried(exchange: Exchange | undefined): boolean {
  const meaning = exchange?.meaning;
  return (
    meaning === 'transient' ||
    meaning === 'rate-limited' ||
    meaning === 'forbidden' ||
    meaning === 'locked-out'
  );
}

/** How long a failed attempt makes its request wait, at least and at most; undefined where it ends the step's attempts. */
type Wait = { readonly least: number; readonly most: number; readonly asked: boolean } | 'too-long';

/** What the contract says about the wait after the attempt in this place of a request. */
function waitAfter(request: Request, index: number, { limit }: Facts): Wait {
  const exchange = request[index];
  if (exchange === undefined) return { least: 0, most: 0, asked: false };
  const remaining = limit - (exchange.endedAt ?? 0);
  const asked = askedToWait(exchange);
  if (asked !== undefined && asked >= remaining) return 'too-long';
  const isAtOnce = (each: Exchange | undefined): boolean =>
    each !== undefined && (askedToWait(each) ?? Infinity) < AT_ONCE_MS;
  if (asked !== undefined && !(isAtOnce(exchange) && isAtOnce(request[index - 1]))) {
    return { least: asked, most: asked, asked: true };
  }
  const isLimit = exchange.meaning === 'rate-limited';
  const before = request.slice(0, index + 1);
  let nth = 0;
  for (const each of before) {
    if (isLimit) nth = each.meaning === 'rate-limited' ? nth + 1 : 0;
    else if (each.meaning !== 'rate-limited') nth++;
  }
  const growing = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** (nth - 1));
  const window = isLimit ? windowEnd(readQuotas(exchange)) : 0;
  const fits = window < remaining ? window : 0;
  return { least: Math.max(growing / 2, fits), most: Math.max(growing, fits), asked: false };
}

/** When the window ends that headers call used up. */
function windowEnd(quotas: readonly Announced[]): number {
  return Math.max(0, ...quotas.filter(({ left }) => left === 0).map(({ endsMs }) => endsMs));
}

/** No request begins while all of them are paused. */
function* checkPauses(facts: Facts, requests: readonly Request[]): Generator<Contradiction> {
  const { exchanges } = facts.run.trace;
  for (const request of requests) {
    for (const [index, exchange] of request.entries()) {
      const { endedStep, endedAt = 0, service } = exchange;
      if (exchange.meaning !== 'rate-limited' || endedStep === undefined) continue;
      const wait = waitAfter(request, index, facts);
      // Where the wait doesn't fit, there is no time left for any other request.
      const until = wait === 'too-long' ? facts.limit : Math.min(endedAt + wait.least, facts.limit);
      const early = exchanges.find(
        (each) => each.service === service && each.beganStep > endedStep && each.beganAt < until - EPSILON,
      );
      if (early === undefined) continue;
      yield {
        rule: 'pause',
        what: `${describe(early)} began at ${early.beganAt}, in the pause until ${until} after ${describe(exchange)}`,
      };
    }
  }
}

/** How often a request is sent, and when again. */
function* checkAttempts(facts: Facts, requests: readonly Request[]): Generator<Contradiction> {
  const { run, limit, cancelled } = facts;
  const { maxRetries } = run.world.settings;
  // The end of every pause of all requests, and of the windows that new requests may wait for.
  const pauseEnds = requests.flatMap((request) =>
    request.flatMap((exchange, index) => {
      if (exchange.endedAt === undefined) return [];
      const windows = readQuotas(exchange).map(({ endsMs }) => (exchange.endedAt ?? 0) + endsMs);
      if (exchange.meaning !== 'rate-limited') return windows;
      const wait = waitAfter(request, index, facts);
      return wait === 'too-long' ? windows : [...windows, exchange.endedAt + wait.most];
    }),
  );
  const stop = Math.min(limit, cancelled?.at ?? Infinity, haltOf(facts)?.at ?? Infinity);

  for (const request of requests) {
    let failures = 0;
    for (const [index, exchange] of request.entries()) {
      const next = request[index + 1];
      const { endedAt, meaning } = exchange;
      if (endedAt === undefined || meaning === undefined) {
        if (next !== undefined)
          yield { rule: 'retry', what: `${describe(next)} began before the attempt before it ended` };
        continue;
      }
      if (meaning !== 'rate-limited') failures++;
      const worth = isWorthRetrying(facts, exchange);
      if (next !== undefined) {
        if (worth === false)
          yield { rule: 'retry', what: `${describe(next)} repeats one that ended in ${meaning}` };
        if (failures > maxRetries && meaning !== 'rate-limited') {
          yield { rule: 'retry', what: `${describe(next)} is one retry too many` };
        }
        const wait = waitAfter(request, index, facts);
        if (wait === 'too-long') {
          yield { rule: 'retry', what: `${describe(next)} follows a Retry-After that does not fit` };
        } else if (next.beganAt < endedAt + wait.least - EPSILON) {
          yield {
            rule: 'wait',
            what: `${describe(next)} began at ${next.beganAt}, before ${endedAt + wait.least}`,
          };
        } else if (next.beganAt > Math.max(endedAt + wait.most, ...pauseEnds) + EPSILON) {
          yield { rule: 'wait', what: `${describe(next)} began only at ${next.beganAt}` };
        }
        continue;
      }
      if (worth !== true || (failures > maxRetries && meaning !== 'rate-limited')) continue;
      if (
        exchange.method !== 'DELETE' &&
        facts.firstDelete === undefined &&
        hasReadFailed(requests, request)
      ) {
        continue;
      }
      const wait = waitAfter(request, index, facts);
      if (wait === 'too-long') continue;
      const latest = Math.max(
        endedAt + wait.most,
        ...(wait.asked && pauseEnds.length === 0 ? [] : pauseEnds),
      );
      if (latest < stop - EPSILON && latest < limit) {
        yield {
          rule: 'retry',
          what: `${describe(exchange)} was not retried, though there was time until ${stop}`,
        };
      }
    }
  }
}

/** Whether another read failed for good, which refuses the step. */
function hasReadFailed(requests: readonly Request[], but: Request): boolean {
  return requests.some((request) => {
    const meaning = request.at(-1)?.meaning;
    return request !== but && meaning !== 'success' && meaning !== 'not-found';
  });
}

/** Whether the contract has this attempt followed by another, retries and time allowing. */
function isWorthRetrying(facts: Facts, exchange: Exchange): boolean | 'open' {
  const { meaning = 'final' } = exchange;
  switch (meaning) {
    case 'transient':
    case 'rate-limited':
      return true;
    case 'forbidden':
      return (
        exchange.service === 'cloudflare' &&
        exchange.path !== '/graphql' &&
        tokenWorkedBefore(facts, exchange)
      );
    case 'locked-out':
      return tokenWorkedBefore(facts, exchange) ? 'open' : false;
    case 'success':
    case 'not-found':
    case 'unauthorized':
    case 'final':
    case 'doubtful':
      return false;
  }
}

function tokenWorkedBefore({ deletes }: Facts, { endedStep = Infinity }: Exchange): boolean {
  for (const attempts of deletes.values()) {
    const hasDeleted = attempts.some(
      (each, index) =>
        (each.endedStep ?? Infinity) < endedStep &&
        (each.meaning === 'success' ||
          // Probably by an earlier attempt.
          (each.meaning === 'not-found' && attempts.slice(0, index).some(({ doubt }) => doubt))),
    );
    if (hasDeleted) return true;
  }
  return false;
}

/** The first response to a DELETE after which no other key may begin: its failure would affect every key. */
function haltOf(
  facts: Facts,
): { readonly at: number; readonly step: number; readonly exchange: Exchange } | undefined {
  let first: { at: number; step: number; exchange: Exchange } | undefined;
  for (const exchange of facts.run.trace.exchanges) {
    const { method, meaning, endedAt = 0, endedStep } = exchange;
    if (method !== 'DELETE' && exchange.uid === '' && meaning !== 'rate-limited') continue;
    if (
      exchange.service === 'github' ||
      endedStep === undefined ||
      (first !== undefined && endedStep > first.step)
    )
      continue;
    const retryable = isWorthRetrying(facts, exchange) === true;
    const isTooLong = retryable && (askedToWait(exchange) ?? 0) >= facts.limit - endedAt;
    const isRefused =
      meaning === 'unauthorized' ||
      meaning === 'locked-out' ||
      (meaning === 'forbidden' && !tokenWorkedBefore(facts, exchange));
    if (isTooLong || isRefused) first = { at: endedAt, step: endedStep, exchange };
  }
  return first;
}

/** A failure that would affect every key stops the keys that were not begun. */
function* checkHalts(facts: Facts): Generator<Contradiction> {
  const halt = haltOf(facts);
  const { rows, deletes, firstDelete, cancelled, limit, run } = facts;
  if (halt !== undefined) {
    for (const [first] of deletes.values()) {
      if (first !== undefined && first.beganStep > halt.step) {
        yield {
          rule: 'halt',
          what: `${describe(first)} began after ${describe(halt.exchange)} had failed for every key`,
        };
      }
    }
  }
  if (firstDelete === undefined || halt !== undefined || cancelled !== undefined) return;
  if (
    run.endedAt + LONGEST_WAIT_MS >= limit ||
    run.trace.exchanges.some((each) => readQuotas(each).length > 0)
  )
    return;
  const spared = rows.find(({ status }) => status === 'not-attempted');
  if (spared !== undefined) yield { rule: 'halt', what: `${spared.uid} was not attempted, for no reason` };
}

/** Alone on a quota that it is told of, the step never exceeds it: what comes after the block would be blocked, too. */
function* checkQuota({ run, limit }: Facts): Generator<Contradiction> {
  const { quota, announce } = run.world.cloudflare;
  if (quota === undefined || announce !== 'truth' || run.overQuota === 0) return;
  // The first requests begin before any response tells, and the next window may begin too late.
  if (quota.requests - quota.used < MOST_AT_ONCE || run.endedAt + quota.windowMs >= limit) return;
  // Without a response, nothing is told; and Retry-After is obeyed, whatever else is told.
  const isTold = run.trace.exchanges.every(
    ({ response }) =>
      response !== undefined &&
      (response.headers['retry-after'] === undefined || response.tells?.overQuota === true),
  );
  if (isTold) yield { rule: 'quota', what: `${run.overQuota} requests were over the quota` };
}

/** New requests wait for the next window when the quota that was announced last is nearly used up. */
function* checkPacing(facts: Facts, requests: readonly Request[]): Generator<Contradiction> {
  const { run, limit } = facts;
  const rest = run.trace.exchanges.filter(({ service }) => service === 'cloudflare');
  const heard = rest
    .filter((each) => each.path !== '/graphql' && each.endedStep !== undefined && readQuotas(each).length > 0)
    .sort((a, b) => (a.endedStep ?? 0) - (b.endedStep ?? 0));
  if (heard.length === 0) return;
  const obeying = new Set(
    requests.flatMap((request) =>
      request.flatMap((exchange, index) => {
        const wait = index === 0 ? undefined : waitAfter(request, index - 1, facts);
        return wait !== undefined && wait !== 'too-long' && wait.asked ? [exchange.number] : [];
      }),
    ),
  );
  // What is known after each of these. Responses are late and overtake each other: until a window that was told has ended, the
  // fewest requests left and the earliest end count.
  const news: (readonly (Announced & { readonly endsAt: number })[])[] = [];
  for (const each of heard) {
    const before = news.at(-1) ?? [];
    news.push(
      readQuotas(each).map((quota) => {
        const at = each.endedAt ?? 0;
        const endsAt = at + quota.endsMs;
        const known = before.find((former) => former.name === quota.name && former.endsAt > at);
        const isNext =
          known === undefined ||
          (Math.abs(known.endsAt - endsAt) >= SAME_WINDOW_MS &&
            !(known.isEndTold && known.endsAt - at > SAME_WINDOW_MS));
        if (isNext) return { ...quota, endsAt };
        return {
          ...quota,
          endsAt: Math.min(endsAt, known.endsAt),
          left: Math.min(quota.left, known.left),
        };
      }),
    );
  }
  for (const { name, text, step, at } of facts.told) {
    if (name !== 'info' || !text.startsWith('Pausing ')) continue;
    const known = news[heard.findLastIndex(({ endedStep = 0 }) => endedStep < step)] ?? [];
    // Those that were let through in the same moment have still to be sent.
    const onTheirWay = rest.filter(
      ({ beganAt, endedStep = Infinity }) => beganAt <= at && endedStep > step,
    ).length;
    if (known.some(({ left, limit: quota = 0 }) => left - onTheirWay < quota / 20)) continue;
    yield { rule: 'pacing', what: `for no reason: ${text}` };
  }
  for (const exchange of rest) {
    if (obeying.has(exchange.number)) continue;
    const index = heard.findLastIndex(({ endedStep = 0 }) => endedStep < exchange.beganStep);
    for (const { left, limit: quota, endsAt } of news[index] ?? []) {
      const isNearlyUsedUp = quota !== undefined && left - exchange.beside < quota / 20;
      if (!isNearlyUsedUp || endsAt <= exchange.beganAt + EPSILON || endsAt >= limit) continue;
      yield {
        rule: 'pacing',
        what: `${describe(exchange)} began at ${exchange.beganAt} with ${left} requests left until ${endsAt}, and ${exchange.beside} on their way`,
      };
    }
  }
}
