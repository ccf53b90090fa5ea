"use strict";
exports.id = 169;
exports.ids = [169];
exports.modules = {

/***/ 169:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  planDeletion: () => (/* binding */ planDeletion)
});

// EXTERNAL MODULE: ./build/delete-keys.js
var delete_keys = __webpack_require__(205);
// EXTERNAL MODULE: ./build/http/errors.js
var errors = __webpack_require__(589);
// EXTERNAL MODULE: ./build/keys/name-pattern.js
var name_pattern = __webpack_require__(142);
// EXTERNAL MODULE: ./build/lib/sanitize.js
var sanitize = __webpack_require__(480);
// EXTERNAL MODULE: ./build/cloudflare/turn-keys.js + 1 modules
var turn_keys = __webpack_require__(393);
;// CONCATENATED MODULE: ./build/keys/selection-rules.js




function matchNames(lines, keys, ifAmbiguous) {
  return lines.flatMap((line) => {
    const picked = keys.flatMap((key) => pick(line, key));
    if (line.kind !== 'exact') return picked;
    if (picked.length === 0) {
      return [
        {
          uid: '',
          known: { name: line.line },
          missing: `No key of the account is named ${(0,sanitize/* quote */.hD)(line.line)}.`,
        },
      ];
    }
    const distinct = unique(picked);
    if (distinct.length > 1 && ifAmbiguous === 'error') throw ambiguous(line.line, distinct);
    return picked;
  });
}
function pick(line, key) {
  const { name } = key;
  if (name === undefined) return [];
  const digits = line.kind === 'template' ? (0,name_pattern/* digitsIn */.SO)(line, name) : undefined;
  if (line.kind === 'template' ? digits === undefined : !(0,name_pattern/* matches */.cK)(line, name)) return [];
  if (key.uid === undefined || !(0,turn_keys/* isKeyId */.r)(key.uid)) {
    throw new errors/* Refusal */.P_(
      `Nothing was deleted: Cloudflare lists a key named ${(0,sanitize/* quote */.hD)(name)} with ${
        key.uid === undefined
          ? 'no ID'
          : `the ID ${(0,sanitize/* quote */.hD)(key.uid)}, which is not 32 letters, digits, "-" or "_"`
      }. Delete that key in the dashboard, or give the IDs of the others in 'key-id'.`,
      { selected: [] },
    );
  }
  return [{ uid: key.uid, known: { ...key, name }, ...(digits !== undefined && { digits }) }];
}
function ambiguous(name, matched) {
  const listed = matched
    .slice(0, 10)
    .map(
      ({ uid, known: { created } }) =>
        `${uid} (created ${created === undefined ? 'at an unknown time' : (0,sanitize/* quote */.hD)(created)})`,
    );
  const more = matched.length > listed.length ? ` and ${matched.length - listed.length} more` : '';
  return new errors/* Refusal */.P_(
    `Nothing was deleted: ${(0,sanitize/* count */.U9)(matched.length, 'key')} bear the name ${(0,sanitize/* quote */.hD)(name)}: ${listed.join(', ')}${more}. ` +
      "Give the ID of the right one in 'key-id', or set 'if-ambiguous: delete-all' to delete them all.",
    { selected: matched },
  );
}
function keepOlder(selected, olderThanMs, now, onKept) {
  return selected.filter((key) => {
    if (key.missing !== undefined) return true;
    const created = readDate(key.known.created);
    if (created === undefined) {
      onKept(key, 'its age is unknown');
      return false;
    }
    if (now - created > olderThanMs) return true;
    onKept(key, `it was created at ${key.known.created ?? ''}, which is not long enough ago`);
    return false;
  });
}
const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const FIRST_YEAR = 2010;
function readDate(text) {
  const date = text?.toUpperCase() ?? '';
  const [, year = 0, month = 0, day = 0] = (RFC_3339.exec(date) ?? []).map(Number);
  const isDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
  return year >= FIRST_YEAR && month >= 1 && month <= 12 && isDay
    ? Date.parse(date.replace(' ', 'T'))
    : undefined;
}
function unique(selected) {
  const seen = new Set();
  return selected.filter(({ uid }) => uid === '' || (!seen.has(uid) && seen.add(uid)));
}
function guard(selected, { maxKeys, expectedNames }) {
  const present = selected.filter(({ missing }) => missing === undefined);
  if (present.length > maxKeys) {
    throw new errors/* Refusal */.P_(
      `Nothing was deleted: ${(0,sanitize/* count */.U9)(present.length, 'key')} are selected, and 'max-keys' allows ${maxKeys}. ` +
        "Narrow the selection, or raise 'max-keys' (at most 1000) if all of them are to go.",
      { selected },
    );
  }
  if (expectedNames.length === 0) return;
  const strangers = present.filter(
    ({ known: { name } }) => !expectedNames.some((pattern) => isNamed(pattern, name)),
  );
  if (strangers.length === 0) return;
  const listed = strangers
    .slice(0, 5)
    .map(({ uid, known: { name } }) =>
      name === undefined ? `${uid} came without its name` : `${uid} is named ${(0,sanitize/* quote */.hD)(name)}`,
    );
  const more =
    strangers.length > listed.length ? `, and ${(0,sanitize/* count */.U9)(strangers.length - listed.length, 'more key')}` : '';
  const patterns =
    expectedNames
      .slice(0, 10)
      .map(({ line }) => (0,sanitize/* quote */.hD)(line))
      .join(', ') + (expectedNames.length > 10 ? ', …' : '');
  throw new errors/* Refusal */.P_(
    `Nothing was deleted: TURN key ${listed.join('; ')}${more}. No pattern of 'expected-name' (${patterns}) matches. ` +
      "Check that the right keys are selected; if they are, mend 'expected-name'.",
    { selected },
  );
}
function isNamed(pattern, name) {
  return name !== undefined && pattern.kind !== 'template' && (0,name_pattern/* matches */.cK)(pattern, name);
}

;// CONCATENATED MODULE: ./build/select-keys.js




const LARGEST_PULL_REQUEST = 2_147_483_647;
async function planDeletion(inputs, context) {
  const { keys } = inputs;
  const selected =
    keys.by === 'id' ? await selectIds(keys.ids, context) : await selectNames(keys, inputs, context);
  guard(selected, inputs);
  return selected;
}
async function selectIds(ids, { turnKeys }) {
  const all = ids.map((uid) => ({ uid, known: {} }));
  let failed;
  const read = await (0,delete_keys/* inParallel */.HN)(all, async (key) => {
    if (failed !== undefined) return key;
    try {
      const known = await turnKeys.get(key.uid);
      return known === undefined
        ? { ...key, missing: 'Cloudflare says that it does not exist.' }
        : { ...key, known };
    } catch (error) {
      failed ??= { uid: key.uid, error };
      return key;
    }
  });
  if (failed !== undefined)
    throw unread(`TURN key ${failed.uid} could not be read`, failed.error, read, failed.uid);
  return read;
}
async function selectNames({ lines }, { ifAmbiguous, olderThanMs }, context) {
  const { turnKeys, log, now } = context;
  const keys = await turnKeys.list().catch((error) => {
    throw unread("the account's TURN keys could not be listed", error, []);
  });
  const matched = matchNames(lines, keys, ifAmbiguous);
  const kept = new Map();
  const keep = ({ uid, known: { name } }, reason) => {
    kept.set(uid, `Kept TURN key ${uid} ${(0,sanitize/* quote */.hD)(name)}: ${reason}.`);
  };
  const old = olderThanMs === undefined ? matched : keepOlder(matched, olderThanMs, now(), keep);
  const selected = unique(await keepClosed(old, context.askGitHub, keep));
  for (const { uid } of selected) kept.delete(uid);
  for (const line of kept.values()) log.info(line);
  log.info(
    `Of ${(0,sanitize/* count */.U9)(keys.length, 'TURN key')} in the account, ${selected.filter(({ missing }) => !missing).length} selected.`,
  );
  return selected;
}
async function keepClosed(matched, askGitHub, onKept) {
  const numbers = new Set(matched.flatMap(({ digits }) => pullRequestNumber(digits) ?? []));
  const states = numbers.size === 0 ? new Map() : await askGitHub([...numbers]);
  return matched.filter((match) => {
    if (match.digits === undefined) return true;
    const number = pullRequestNumber(match.digits);
    const state = number && states.get(number);
    if (state === 'closed') return true;
    onKept(
      match,
      state === 'open'
        ? `pull request ${match.digits} is open`
        : `${(0,sanitize/* clip */.$Q)(match.digits, 40)} is no pull request of this repository`,
    );
    return false;
  });
}
function pullRequestNumber(digits) {
  const number = Number(digits);
  return digits?.startsWith('0') === false && number <= LARGEST_PULL_REQUEST ? number : undefined;
}
function unread(what, error, selected, failedUid) {
  if (!(error instanceof errors/* RequestError */.GI) && !(error instanceof errors/* Stopped */.C9)) return error;
  return new errors/* Refusal */.P_(`Nothing was deleted, because ${what}. ${error.message}`, {
    selected,
    failedUid,
    cause: error,
  });
}


/***/ })

};
;