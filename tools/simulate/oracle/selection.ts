import { id } from '../../../__tests__/support/keys.ts';
import { START } from '../scheduler.ts';
import type { SimulatedKey } from '../cloudflare.ts';
import type { Run } from '../run.ts';
import { API_TOKEN } from '../world.ts';
import type { Mistake } from '../world.ts';
import type { Contradiction, Facts } from './facts.ts';

const MINUTE_MS = 60_000;
const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const spanMs = (text: string): number => Number(text.slice(0, -1)) * (UNIT_MS[text.slice(-1)] ?? 0);

/** What the contract does with a key that was picked. `maybe`: a jump of the clock leaves it open. */
type Ruling = 'delete' | 'keep' | 'maybe';

/** The keys that may be deleted, by the contract's rules, from what the step was told. */
type Plan =
  | { readonly kind: 'refusal'; readonly why: string }
  | {
      readonly kind: 'keys';
      readonly rulings: ReadonlyMap<string, Ruling>;
      readonly order: readonly string[];
    };

/** Which keys were deleted against which may be, and what is reported of the others. */
export function* checkSelection(facts: Facts): Generator<Contradiction> {
  const { run, rows, deletes, firstDelete } = facts;
  const { settings, mistake } = run.world;
  const say = (what: string): Contradiction => ({ rule: 'selection', what });
  if (mistake !== undefined) {
    yield* checkRefusal(facts, mistake);
    return;
  }

  const plan = makePlan(facts);
  if (run.trace.exchanges.length === 0 && facts.cancelled === undefined && plan.kind !== 'refusal') {
    yield { rule: 'inputs', what: 'no request was sent, though the inputs are valid' };
  }
  if (firstDelete !== undefined) {
    if (plan.kind === 'refusal') {
      yield say(`a DELETE was sent, though ${plan.why}`);
      return;
    }
    for (const uid of deletes.keys()) {
      const ruling = plan.rulings.get(uid);
      if (ruling !== 'delete' && ruling !== 'maybe')
        yield say(`${uid} was deleted, and is ${ruling === 'keep' ? 'to be kept' : 'not selected'}`);
    }
    if (deletes.size > settings.maxKeys) yield say(`more keys than max-keys were deleted`);
  }
  const isThrough = firstDelete !== undefined || run.succeeded === true;
  yield* checkWholeList(facts, isThrough);
  if (plan.kind === 'keys' && !isThrough) yield* checkCause(facts, plan.rulings);
  if (!isThrough || run.outputs['results'] === undefined || plan.kind === 'refusal') {
    if (plan.kind === 'refusal' && run.succeeded === true) yield say(`the step is green, though ${plan.why}`);
    return;
  }
  const shown = rows.map(({ uid, name }) => uid || `"${name}"`).join(' ');
  const expected = plan.order.map((each) => each.replaceAll(API_TOKEN, '***'));
  const got = rows.map(({ uid, name }) => uid || name);
  if (expected.join() !== got.join()) {
    yield { rule: 'rows', what: `results has ${shown || 'no rows'}, not ${expected.join(' ') || 'none'}` };
  }
  for (const { uid, status, reason = '' } of rows) {
    const ruling = plan.rulings.get(uid);
    if (ruling === 'delete' && status === 'kept') yield say(`${uid} is kept, and nothing spares it`);
    if (ruling === 'keep' && status !== 'kept') yield say(`${uid} is ${status}, and is to be kept`);
    if (status === 'kept' && !isTrueOf(uid, reason, facts)) yield say(`${uid} is kept for "${reason}"`);
  }
}

/** Whether the reason why a key is kept is true of it. */
function isTrueOf(uid: string, reason: string, { run, keys, usage, closed }: Facts): boolean {
  const { name = '', created } = keys.get(uid) ?? {};
  const { unusedFor, olderThan } = run.world.settings;
  if (reason === 'its age is unknown') return created === undefined;
  if (reason.includes('newer than'))
    return created !== undefined && reason.includes(`(${olderThan.replace('2w', '14d')})`);
  const [, digits] = /^pull request (\d+) is open$/.exec(reason) ?? [];
  if (digits !== undefined) return name.includes(digits) && !closed.has(Number(digits));
  if (reason.endsWith("isn't a pull request of this repository")) return /\d/.test(name);
  const bytes = usage.get(uid) ?? 0;
  const amount = { 1: '1 byte', 5_000_000: '5.0 MB' }[bytes];
  return reason === `in use: it relayed ${amount ?? ''} in the last ${unusedFor}`;
}

/** By its names, keys are picked from the whole list: another key may have the same one. */
function* checkWholeList({ run, listed }: Facts, isThrough: boolean): Generator<Contradiction> {
  // A key that another job deletes may be on no page.
  if (run.world.select.by === 'id' || !isThrough || hasOtherDeletion(run)) return;
  const unread = run.keys.find(({ uid }) => !listed.has(uid));
  if (unread !== undefined) yield { rule: 'list', what: `${unread.uid} was never read` };
}

/** A step that nothing disturbed is refused only for a reason. */
function* checkCause(facts: Facts, rulings: ReadonlyMap<string, Ruling>): Generator<Contradiction> {
  const { run, failures, cancelled, isOutputLost, limit } = facts;
  const { select, settings, cloudflare } = run.world;
  const wasDisturbed =
    cancelled !== undefined ||
    isOutputLost ||
    run.endedAt >= limit ||
    hasOtherDeletion(run) ||
    run.trace.exchanges.some(({ meaning }) => meaning !== 'success' && meaning !== 'not-found');
  const all = [...rulings.values()];
  const hasReason =
    all.includes('maybe') ||
    all.filter((ruling) => ruling === 'delete').length > settings.maxKeys ||
    run.outputs['status'] === 'not-found' ||
    // A page without new keys, or with none that can be told apart.
    (select.by === 'name' && (cloudflare.list === 'stuck' || run.keys.some(({ oddUid }) => oddUid === '')));
  if (!wasDisturbed && !hasReason)
    yield { rule: 'refusal', what: `no rule asks for it: ${failures.join(' ').slice(0, 300)}` };
}

function hasOtherDeletion({ trace }: Run): boolean {
  return trace.incidents.some(({ kind }) => kind === 'other-deletion');
}

/** A wrong input is refused before any request, by its name and with its value. */
function* checkRefusal({ run, failures }: Facts, { inputs, told }: Mistake): Generator<Contradiction> {
  const { outputs, succeeded, trace } = run;
  const wrong = Object.keys(inputs).join(' and ');
  const say = (what: string): Contradiction => ({ rule: 'inputs', what: `${wrong} is wrong, and ${what}` });
  if (trace.exchanges.length > 0) yield say('a request was sent');
  if (succeeded !== false) yield say('the step does not fail');
  if ((outputs['status'] ?? 'failed') !== 'failed') yield say(`the status is ${outputs['status'] ?? ''}`);
  for (const text of told)
    if (!failures.some((each) => each.includes(text))) yield say(`no error has ${text}`);
}

function makePlan(facts: Facts): Plan {
  const { keys } = facts;
  const { select, settings } = facts.run.world;
  const { expectedName, unusedFor, ifInUse, maxKeys } = settings;
  const rulings = new Map<string, Ruling>();
  let order: readonly string[];
  const refuse = (why: string): Plan => ({ kind: 'refusal', why });

  if (select.by === 'id') {
    for (const position of select.positions) rulings.set(id(position + 1), 'delete');
    order = [...rulings.keys()];
    // Keys in use that are kept don't count, and are only known once their usage is.
    const mayKeep = unusedFor !== '0m' && ifInUse === 'keep';
    if (rulings.size > maxKeys && !mayKeep) return refuse('max-keys allows fewer');
  } else {
    const picked = pickByName(facts, select.lines);
    if (picked.kind === 'refusal') return picked;
    for (const [uid, ruling] of picked.rulings) rulings.set(uid, ruling);
    ({ order } = picked);
  }

  if (expectedName !== '*') {
    const patterns = expectedName.split('\n');
    for (const [uid, ruling] of rulings) {
      const key = keys.get(uid);
      // A key that was gone before it could be read has no name to check.
      if (ruling !== 'delete' || key === undefined || wasGoneUnread(facts, uid)) continue;
      const { name } = key;
      if (name === undefined || !patterns.some((pattern) => matches(pattern, name))) {
        return refuse(`${uid} has an unexpected name`);
      }
    }
  }
  if (unusedFor !== '0m') {
    const useOf = openUse(facts, spanMs(unusedFor));
    for (const [uid, ruling] of rulings) {
      if (ruling === 'keep') continue;
      if (!facts.usage.has(uid)) {
        // Nothing is asked of a key that does not exist.
        if (keys.has(uid) && facts.deletes.has(uid)) return refuse(`the usage of ${uid} is unknown`);
        continue;
      }
      const use = useOf(uid);
      if (use === 'in-use' && ifInUse === 'error') return refuse(`${uid} is in use`);
      if (use !== 'unused') rulings.set(uid, use === 'in-use' ? 'keep' : 'maybe');
    }
  }
  const number = [...rulings.values()].filter((ruling) => ruling === 'delete').length;
  const notFound = [...rulings.keys()].filter((uid) => !keys.has(uid) || wasGoneUnread(facts, uid)).length;
  if (number - notFound > maxKeys) return refuse('more keys than max-keys are selected');
  return { kind: 'keys', rulings, order };
}

/** Whether what analytics has of a key's traffic lies within `unused-for`. */
function openUse(
  { run, keys, usage }: Facts,
  unusedForMs: number,
): (uid: string) => 'in-use' | 'unused' | 'maybe' {
  // The step asks about the time before a moment that is not after this one.
  const latest = Math.max(
    0,
    ...run.trace.exchanges.flatMap(({ response, beganAt }) =>
      response?.tells?.usage === undefined ? [] : [beganAt],
    ),
  );
  const jumped = hasJumped(run);
  return (uid) => {
    const { agoMs } = keys.get(uid)?.traffic ?? {};
    if (agoMs === undefined || (usage.get(uid) ?? 0) === 0) return 'unused';
    if (jumped) return 'maybe';
    if (agoMs + latest <= unusedForMs) return 'in-use';
    // The first minute counts as a whole.
    return agoMs > unusedForMs + MINUTE_MS ? 'unused' : 'maybe';
  };
}

function hasJumped({ trace }: Run): boolean {
  return trace.incidents.some(({ kind }) => kind === 'jump');
}

/** Whether another job deleted a key before the step could read it. */
function wasGoneUnread({ run, listed, reads }: Facts, uid: string): boolean {
  return (
    run.trace.incidents.some((each) => each.kind === 'other-deletion' && each.uid === uid) &&
    !listed.has(uid) &&
    !reads.get(uid)?.some(({ meaning }) => meaning === 'success')
  );
}

function pickByName(facts: Facts, lines: readonly string[]): Plan {
  const { run } = facts;
  const { list } = run.world.cloudflare;
  const { ifAmbiguous, olderThan } = run.world.settings;
  if (['cursor', 'overcount', 'part', 'linked'].includes(list))
    return { kind: 'refusal', why: 'the list is incomplete' };
  if (list === 'stuck' && run.keys.length > 0) return { kind: 'refusal', why: 'the list is incomplete' };
  const rulings = new Map<string, Ruling>();
  const order: string[] = [];
  const listed = [...facts.listed].flatMap((uid) => facts.keys.get(uid) ?? []);
  const asked = new Set(run.trace.exchanges.flatMap(({ response }) => response?.tells?.asked ?? []));
  for (const line of new Set(lines)) {
    const found = listed.filter((key) => picks(line, key));
    const isExact = !line.includes('*') && !line.includes('{closed-pr}');
    if (isExact && found.length === 0) order.push(line);
    if (isExact && found.length > 1 && ifAmbiguous === 'error')
      return { kind: 'refusal', why: `"${line}" is ambiguous` };
    for (const key of found) {
      if (key.oddUid !== undefined) return { kind: 'refusal', why: 'a key has no usable ID' };
      const age = rulingByAge(run, key, spanMs(olderThan));
      const number = line.includes('{closed-pr}') ? numberIn(key, line) : undefined;
      if (age === 'delete' && number !== undefined && number <= LARGEST_NUMBER && !asked.has(number))
        return { kind: 'refusal', why: `the state of pull request ${number} is unknown` };
      const isOpen = number !== undefined && !facts.closed.has(number);
      const ruling = isOpen ? 'keep' : age;
      const former = rulings.get(key.uid);
      if (former === undefined) order.push(key.uid);
      if (former === undefined || rank(ruling) > rank(former)) rulings.set(key.uid, ruling);
    }
  }
  return { kind: 'keys', rulings, order };
}

const rank = (ruling: Ruling): number => ({ keep: 0, maybe: 1, delete: 2 })[ruling];

function picks(line: string, { name }: SimulatedKey): boolean {
  if (name === undefined) return false;
  const [before, after] = line.split('{closed-pr}');
  if (before === undefined || after === undefined) return matches(line, name);
  return (
    name.startsWith(before) &&
    name.endsWith(after) &&
    /^\d+$/.test(name.slice(before.length, name.length - after.length))
  );
}

/** There are few lines, and each is compared with many names. */
const expressions = new Map<string, RegExp>();

function matches(line: string, name: string): boolean {
  let pattern = expressions.get(line);
  if (pattern === undefined) {
    const escaped = line.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
    pattern = new RegExp(`^${escaped}$`, 's');
    expressions.set(line, pattern);
  }
  return pattern.test(name);
}

const LARGEST_NUMBER = 2 ** 31 - 1;

/** The number in the place of `{closed-pr}`; one that no pull request can have if it has leading zeros. */
function numberIn({ name = '' }: SimulatedKey, line: string): number {
  const digits = name.slice(line.indexOf('{'));
  return digits.startsWith('0') ? Infinity : Number(digits);
}

function rulingByAge(run: Run, { created }: SimulatedKey, olderThanMs: number): Ruling {
  if (olderThanMs === 0) return 'delete';
  if (created === undefined) return 'keep';
  const age = START - Date.parse(created);
  if (hasJumped(run)) return 'maybe';
  return age + run.endedAt <= olderThanMs ? 'keep' : age > olderThanMs ? 'delete' : 'maybe';
}
