import { MAY_BE_DELETED } from '../../../__tests__/support/report-rules.ts';
import { askedToWait } from './facts.ts';
import type { Contradiction, Facts, Row } from './facts.ts';
import { LONGEST_WAIT_MS } from './requests.ts';
import type { Exchange } from '../trace.ts';

const CONFIRMED = 'Cloudflare confirmed the deletion';

/** What became of each key, as the requests tell it and as it is at Cloudflare, against what the step reports. */
export function* checkTruth(facts: Facts): Generator<Contradiction> {
  const { run, rows, deletes, firstDelete } = facts;
  const byUid = new Map(rows.map((row) => [row.uid, row]));
  for (const row of rows) {
    if (row.uid === '') continue;
    const attempts = deletes.get(row.uid) ?? [];
    const say = (what: string): Contradiction => ({
      rule: 'truth',
      what: `${row.uid} is reported ${row.status}: ${what}`,
    });
    yield* checkRead(facts, row, attempts, say);
    if (row.status === 'deleted') {
      if (run.exists(row.uid)) yield say('it still exists');
      if (attempts.length === 0) yield say('no DELETE was sent');
    } else if (
      attempts.some(({ deleted }) => deleted) &&
      !(row.status === 'failed' && saysMayBeDeleted(row))
    ) {
      yield say('this step deleted it');
    }
    if (
      attempts.length > 0 &&
      (row.status === 'would-delete' || row.status === 'kept' || row.status === 'not-attempted')
    ) {
      yield say('a DELETE was sent');
    }
    if (attempts.length > 0) {
      const expected = expectStatus(facts, row.uid, attempts);
      if (!expected.includes(row.status)) yield say(`its requests say ${expected.join(' or ')}`);
      if (
        (row.error?.message.includes(CONFIRMED) ?? false) &&
        !attempts.some(({ meaning }) => meaning === 'success')
      ) {
        yield say('no response confirmed the deletion');
      }
      if (row.status === 'failed' && !isConfirmed(attempts)) {
        const doubt = attempts.some((each) => each.doubt);
        if (doubt !== saysMayBeDeleted(row)) {
          yield say(
            doubt ? 'that it may have been deleted is not said' : 'that it may have been deleted is a guess',
          );
        }
      }
    }
  }
  for (const uid of deletes.keys()) {
    if (!byUid.has(uid) && run.outputs['results'] !== undefined) {
      yield { rule: 'truth', what: `a DELETE of ${uid} was sent, and \`results\` doesn't have it` };
    }
  }
  if (firstDelete !== undefined) {
    for (const text of [...facts.told.map((each) => each.text), run.summary ?? '']) {
      if (/nothing was deleted/i.test(text) && mayHaveDeleted(facts)) {
        yield { rule: 'truth', what: `"nothing was deleted" is said after a DELETE: ${text.slice(0, 200)}` };
      }
    }
  }
}

/** What was read of a key without deleting it: whether it exists, its name and its dates. */
function* checkRead(
  { keys, listed, reads: allReads }: Facts,
  { uid, status, name, created, modified }: Row,
  attempts: readonly Exchange[],
  say: (what: string) => Contradiction,
): Generator<Contradiction> {
  const reads = allReads.get(uid) ?? [];
  const isListed = listed.has(uid);
  const isFound = isListed || reads.some(({ meaning }) => meaning === 'success');
  if (status === 'would-delete' && !isFound) yield say('nothing read shows it');
  if (status === 'not-found' && attempts.length === 0 && reads.at(-1)?.meaning !== 'not-found')
    yield say('nothing read says so');
  // What comes from the deletion itself is verbatim; a key that is read back after it tells nothing new.
  const firstDelete = attempts[0]?.beganStep ?? Infinity;
  const isKnown =
    isListed ||
    reads.some(({ meaning, beganStep }) => meaning === 'success' && beganStep < firstDelete) ||
    attempts.some(({ meaning, response }) => meaning === 'success' && response?.body?.includes(uid));
  const key = keys.get(uid);
  const known = { name: key?.name ?? '', created: key?.created ?? '', modified: key?.modified ?? '' };
  for (const [field, value] of Object.entries({ name, created, modified })) {
    const right = known[field as keyof typeof known];
    // What is redacted or shortened is looked at elsewhere.
    if (value === right || (value === '' && !isKnown) || /\*\*\*|…$/.test(value)) continue;
    yield say(`its ${field} is "${value}", not "${right}"`);
  }
}

function mayHaveDeleted({ deletes }: Facts): boolean {
  return [...deletes.values()].some((attempts) => attempts.some(({ deleted, doubt }) => deleted || doubt));
}

function saysMayBeDeleted({ error, reason }: Row): boolean {
  return MAY_BE_DELETED.test(`${error?.message ?? ''} ${reason ?? ''}`);
}

function isConfirmed(attempts: readonly Exchange[]): boolean {
  const last = attempts.at(-1);
  return (
    last?.meaning === 'success' ||
    (last?.meaning === 'not-found' && attempts.slice(0, -1).some(({ doubt }) => doubt))
  );
}

/** Whether a rate limit may outlast the step: then no other request is sent. */
function endsTheStep(exchange: Exchange, limit: number): boolean {
  if (exchange.meaning !== 'rate-limited') return false;
  return askedToWait(exchange) !== undefined || (exchange.endedAt ?? 0) + LONGEST_WAIT_MS >= limit;
}

/** What the contract makes of a key's DELETEs, and of what was read of it since. */
function expectStatus(
  { run, cancelled, reads: allReads }: Facts,
  uid: string,
  attempts: readonly Exchange[],
): readonly Row['status'][] {
  const last = attempts.at(-1);
  if (!isConfirmed(attempts)) return last?.meaning === 'not-found' ? ['not-found'] : ['failed'];
  if (!run.world.settings.verify) return ['deleted'];
  const end = last?.endedStep ?? 0;
  const reads = (allReads.get(uid) ?? []).filter(({ beganStep }) => beganStep > end);
  if (reads.some(({ meaning }) => meaning === 'not-found')) return ['deleted'];
  // Whatever the end, it needs a cause: something that went wrong, or the end of the time.
  const stillThere = reads.at(-1)?.meaning === 'success';
  const hasCause =
    cancelled !== undefined ||
    !stillThere ||
    run.endedAt + 15_000 >= run.world.settings.timeoutSeconds * 1000 ||
    run.trace.exchanges.some((each) => endsTheStep(each, run.world.settings.timeoutSeconds * 1000));
  return hasCause ? ['failed'] : ['deleted'];
}
