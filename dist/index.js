/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 600:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ readEnvelope),
/* harmony export */   u: () => (/* binding */ isRecord)
/* harmony export */ });
const CHAIN_DEPTH = 8;
function readEnvelope(body, redact) {
  let json;
  try {
    json = JSON.parse(body.replace(/^\ufeff/, ''), (key, value) => {
      if (typeof value !== 'string') return value;
      const text = value.toWellFormed();
      return key === 'uid' ? text : redact(text);
    });
  } catch {}
  if (!isRecord(json)) return undefined;
  const { success, result, result_info: info } = json;
  const totalPages = isRecord(info) ? info['total_pages'] : undefined;
  return {
    success: typeof success === 'boolean' ? success : undefined,
    errors: readMessages(json['errors'], CHAIN_DEPTH),
    messages: readMessages(json['messages'], CHAIN_DEPTH),
    result,
    totalPages: readCount(totalPages),
  };
}
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function readMessages(value, depth) {
  if (!Array.isArray(value) || depth === 0) return [];
  return value.map((entry) => {
    const fields = isRecord(entry) ? entry : { message: entry };
    const source = fields['source'];
    return {
      code: readCode(fields['code']),
      message: asString(fields['message']),
      documentationUrl: asString(fields['documentation_url']),
      pointer: isRecord(source) ? asString(source['pointer']) : '',
      chain: readMessages(fields['error_chain'], depth - 1),
    };
  });
}
function readCount(value) {
  if (value === undefined || value === null) return undefined;
  const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(count) ? Number(count) : Number.NaN;
}
function readCode(code) {
  if (typeof code === 'number') return code;
  if (typeof code !== 'string' || code.trim() === '') return undefined;
  return /^\d{1,15}$/.test(code.trim()) ? Number(code) : code;
}
function asString(value) {
  return typeof value === 'string' ? value.trim() : '';
}


/***/ }),

/***/ 393:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  r: () => (/* binding */ isKeyId),
  E: () => (/* binding */ openTurnKeys)
});

// EXTERNAL MODULE: ./build/http/errors.js
var errors = __nccwpck_require__(589);
// EXTERNAL MODULE: ./build/http/retry.js
var retry = __nccwpck_require__(774);
;// CONCATENATED MODULE: ./build/cloudflare/advice.js


const PERMISSION = 'Account › Cloudflare Calls › Edit';
const NEW_TOKEN =
  'https://developers.cloudflare.com/fundamentals/api/get-started/create-token/ says how to create one.';
function adviceFor(error) {
  return error instanceof errors/* ConnectionError */.Rc ? adviceForConnection(error) : adviceForAnswer(error);
}
function adviceForConnection(error) {
  switch (error.failure) {
    case 'unknown-host':
      return "Check the spelling of `api-base-url`, and the runner's DNS and proxy (`HTTPS_PROXY`).";
    case 'refused':
    case 'unreachable':
      return 'Check `api-base-url`, and whether a firewall or proxy (`HTTPS_PROXY`) stands between the runner and it.';
    case 'tls':
      return 'Check that `api-base-url` is an https address of the API, and that neither it nor a proxy asks for a client certificate, which this action has none of.';
    case 'certificate':
      return (
        'If a proxy or a server of your own signs it, name its CA file in the environment variable `NODE_EXTRA_CA_CERTS`; ' +
        'otherwise do not trust this connection. The token was not sent.'
      );
    case 'proxy':
      return 'Check `HTTPS_PROXY`, its user name and password, and what the proxy allows; `NO_PROXY` names hosts to reach without it.';
    case 'silent':
    case 'lost':
      return 'Check the network between the runner and Cloudflare, and https://www.cloudflarestatus.com; then run the job again.';
    case 'interrupted':
      return '';
  }
}
function adviceForAnswer(error) {
  const { status } = error;
  if (error.failure === 'redirect') {
    return 'Redirects are not followed, so that the token goes nowhere else: check `api-base-url`.';
  }
  if (error.has(retry/* NOT_FOUND */.p2)) return 'Check `account-id` and `api-base-url`.';
  if (error.throttled) {
    return (
      'Cloudflare limits each token to 1,200 requests in 5 minutes: run the job again later, let fewer jobs share the token, ' +
      'or raise `max-retries` or `timeout-seconds`.'
    );
  }
  if ((0,errors/* isSuccess */.oJ)(status) && error.failure === 'too-large') {
    return 'If this is the list of an account with thousands of keys, give the IDs in `key-id`; otherwise check `api-base-url` and the proxy.';
  }
  if ((0,errors/* isSuccess */.oJ)(status) && error.failure !== 'refused') {
    return 'Check that `api-base-url` is the API of Cloudflare and that no proxy changes its answers.';
  }
  if (status === 408 || status >= 500) {
    return 'The fault is on the side of Cloudflare or of a proxy: look at https://www.cloudflarestatus.com and run the job again.';
  }
  const advice = adviceForToken(error) ?? adviceForRoute(error);
  if (advice !== undefined) return advice;
  return error.ray === ''
    ? 'It came without a cf-ray, which Cloudflare gives: check `api-base-url` and the proxy.'
    : 'If it persists, give Cloudflare support the cf-ray.';
}
function adviceForToken(error) {
  const { status } = error;
  const says = (pattern) => error.errors.some(({ message }) => pattern.test(message));
  if (status === 400 && (error.has(6003) || error.has(6111))) {
    return 'The token is malformed: `api-token` must be an API token alone, without quotes, line breaks or "Bearer ", and not a Global API Key.';
  }
  if ((status === 400 || status === 401) && (error.has(1000) || status === 401)) {
    return (
      'Cloudflare does not know this token: check that the secret behind `api-token` holds a current API token. ' +
      `One that was made a moment ago can be refused for a minute. ${NEW_TOKEN}`
    );
  }
  if ((status === 403 || status === 405) && error.errors.length === 0) {
    return 'This is not how the API answers: a firewall or proxy between the runner and Cloudflare may have refused the request.';
  }
  if (status === 405 || error.has(10405)) {
    return (
      `Most often this means that the token can read and not delete: give it the permission ${PERMISSION}. ` +
      'If its permissions were changed a moment ago, wait two minutes and run the job again.'
    );
  }
  if (status !== 403) return undefined;
  if (error.has(9109) && says(/location/i)) {
    return (
      "The token may be used from some IP addresses alone, and GitHub-hosted runners' addresses change: " +
      'remove its IP filter, or run on a runner whose address it allows.'
    );
  }
  if (error.has(9109) && says(/invalid access token/i)) {
    return `The token was revoked or has expired: create a new one and store it in the secret behind \`api-token\`. ${NEW_TOKEN}`;
  }
  return (
    `The token is valid and lacks the permission ${PERMISSION} ("Calls Write"), or the account in \`account-id\` ` +
    `is not among its resources: edit the token. ${NEW_TOKEN}`
  );
}
function adviceForRoute(error) {
  if (error.has(7003) || error.has(7000) || error.status === 404) {
    return 'This does not say that the key is gone: check `account-id` and `api-base-url`, which end up in the address.';
  }
  return undefined;
}

// EXTERNAL MODULE: ./build/cloudflare/envelope.js
var envelope = __nccwpck_require__(600);
// EXTERNAL MODULE: ./build/lib/sanitize.js
var sanitize = __nccwpck_require__(480);
;// CONCATENATED MODULE: ./build/cloudflare/turn-keys.js





function isKeyId(text) {
  return /^[A-Za-z0-9_-]{32}$/.test(text);
}
const PATH = '/calls/turn_keys';
const MOST_PAGES = 1000;
function openTurnKeys(cloudflare, retries, stop) {
  const read = (path, understand) =>
    retries.run({
      attempt: async (number) => understand(await cloudflare.send('GET', path, number)),
      advise: adviceFor,
      stop,
    });
  const list = async () => {
    const keys = [];
    let pages = 1;
    for (let page = 1; page <= pages; page++) {
      const path = page === 1 ? PATH : `${PATH}?page=${page}`;
      const answer = await read(path, (success) => ({ keys: readList(success), pages: readPages(success) }));
      for (const key of answer.keys) keys.push(key);
      pages = Math.max(pages, answer.pages);
    }
    return keys;
  };
  const get = async (uid) => {
    try {
      return await read(`${PATH}/${uid}`, (success) => readKey(success, uid));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  };
  const remove = async (uid, whenStopped) => {
    let doubt;
    const attempt = async (number) => {
      try {
        return readKey(await cloudflare.send('DELETE', `${PATH}/${uid}`, number), uid);
      } catch (error) {
        doubt = mayHaveDeleted(error) ? error.message : doubt;
        throw error;
      }
    };
    const caution = () =>
      doubt === undefined
        ? ''
        : 'The key may be gone all the same: look in the dashboard, or run the step again with `if-not-found: ignore`.';
    try {
      return {
        status: 'deleted',
        key: await retries.run({ attempt, advise: adviceFor, caution, stop: whenStopped }),
      };
    } catch (error) {
      if (!isNotFound(error)) throw error;
      if (doubt === undefined) return { status: 'not-found', reason: error.last.message };
      return {
        status: 'deleted',
        key: { uid },
        note: `an earlier attempt did it (${doubt.replace(/\.$/, '')}), for Cloudflare now says that the key does not exist`,
      };
    }
  };
  return { list, get, remove };
}
function mayHaveDeleted(error) {
  if (error instanceof errors/* ConnectionError */.Rc) return error.mayHaveArrived;
  return (
    error instanceof errors/* AnswerError */.dV &&
    !error.has(retry/* NOT_FOUND */.p2) &&
    (error.leavesDoubt || error.status === 408 || error.status >= 500)
  );
}
function isNotFound(error) {
  return error instanceof errors/* RequestError */.GI && error.last instanceof errors/* AnswerError */.dV && error.last.has(retry/* NOT_FOUND */.p2);
}
function readList(success) {
  const { result } = success;
  if (result === undefined || result === null) return [];
  if (!Array.isArray(result)) throw odd(success, 'a `result` that is no list of keys');
  return result.map((entry) => toKey(entry) ?? raise(odd(success, 'a list with an entry that is no key')));
}
function readPages(success) {
  const pages = success.totalPages ?? 1;
  if (!(pages <= MOST_PAGES))
    throw odd(success, `a list of ${pages} pages, where at most ${MOST_PAGES} make sense`);
  return pages;
}
function readKey(success, uid) {
  const { result } = success;
  if (result === undefined || result === null) return {};
  const key = toKey(result);
  if (key === undefined) throw odd(success, 'a `result` that is no key');
  if (key.uid !== undefined && key.uid !== uid)
    throw odd(success, `another key's \`uid\`, ${(0,sanitize/* quote */.hD)(key.uid)}`);
  return key;
}
function toKey(value) {
  if (!(0,envelope/* isRecord */.u)(value)) return undefined;
  const key = {};
  for (const field of ['uid', 'name', 'created', 'modified']) {
    const text = value[field];
    if (text === undefined || text === null) continue;
    if (typeof text !== 'string') return undefined;
    key[field] = text;
  }
  return key;
}
function odd({ status, ray }, what) {
  const message = `Cloudflare answered HTTP ${status} and success, but with ${what}${ray && ` (cf-ray ${ray})`}.`;
  return new errors/* AnswerError */.dV(message, { failure: 'odd-result', status, ray });
}
function raise(error) {
  throw error;
}


/***/ }),

/***/ 205:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HN: () => (/* binding */ inParallel),
/* harmony export */   IO: () => (/* binding */ deleteKeys),
/* harmony export */   bu: () => (/* binding */ outcome)
/* harmony export */ });
/* unused harmony export AT_ONCE */
/* harmony import */ var _lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(647);
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(589);
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(480);



const AT_ONCE = 8;
const MEETS_ALL = 'Another key met a failure that would meet every key: mend that first.';
const FIRST_READ_BACK_MS = 500;
const LONGEST_READ_BACK_MS = 15_000;
async function deleteKeys(selected, context) {
  const { turnKeys, budget, verify, onOutcome, wait = _lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__/* .sleep */ .yy } = context;
  const { controller: halt } = (0,_lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__/* .follow */ .e6)(budget.stop);
  const deleteOne = async (selectedKey) => {
    if (selectedKey.missing !== undefined) {
      return outcome(selectedKey, 'not-found', { reason: selectedKey.missing });
    }
    let key;
    try {
      const removal = await turnKeys.remove(selectedKey.uid, halt.signal);
      if (removal.status === 'not-found')
        return outcome(selectedKey, 'not-found', { reason: removal.reason });
      key = removal.key;
      const still = verify ? await readBack(selectedKey.uid) : undefined;
      if (still !== undefined) return outcome(selectedKey, 'failed', { key, reason: still });
      const verified = verify && 'read back, and Cloudflare says that it is gone';
      return outcome(selectedKey, 'deleted', {
        key,
        reason: [removal.note, verified].filter(Boolean).join('; '),
      });
    } catch (error) {
      if (error instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RequestError */ .GI) {
        if (error.meetsAll) halt.abort(new _http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Stopped */ .C9(MEETS_ALL));
        return outcome(selectedKey, 'failed', { key, reason: error.message, cause: error });
      }
      if (error instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Stopped */ .C9) {
        return outcome(selectedKey, key === undefined ? 'not-attempted' : 'failed', {
          key,
          reason: error.message,
        });
      }
      return outcome(selectedKey, 'failed', { key, reason: (0,_http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .describeDefect */ .Zm)(error) });
    }
  };
  const readBack = async (uid) => {
    for (let reads = 1; ; reads++) {
      if ((await turnKeys.get(uid)) === undefined) return undefined;
      const pause = Math.min(LONGEST_READ_BACK_MS, FIRST_READ_BACK_MS * 2 ** (reads - 1));
      if (pause >= budget.remaining()) {
        return `Cloudflare still returned it each time it was read back (${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(reads, 'time')}): look in the dashboard, and run the step again.`;
      }
      await wait(pause, budget.stop);
    }
  };
  return await inParallel(selected, async (key) => {
    const result = await deleteOne(key);
    onOutcome(result);
    return result;
  });
}
async function inParallel(items, task) {
  const results = [];
  const queue = items.entries();
  const work = async () => {
    for (const [index, item] of queue) results[index] = await task(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
function outcome({ uid, known }, status, { reason = '', key, cause } = {}) {
  const answer = cause?.last;
  return {
    uid,
    name: firstTold(key?.name, known.name),
    created: firstTold(key?.created, known.created),
    modified: firstTold(key?.modified, known.modified),
    status,
    reason,
    confirmed: key !== undefined,
    ...(answer instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AnswerError */ .dV && { answer }),
  };
}
function firstTold(...texts) {
  return texts.find((text) => text !== undefined && text !== '') ?? '';
}


/***/ }),

/***/ 589:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C9: () => (/* binding */ Stopped),
/* harmony export */   GI: () => (/* binding */ RequestError),
/* harmony export */   P_: () => (/* binding */ Refusal),
/* harmony export */   Rc: () => (/* binding */ ConnectionError),
/* harmony export */   Zm: () => (/* binding */ describeDefect),
/* harmony export */   dV: () => (/* binding */ AnswerError),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   e2: () => (/* binding */ isAttemptError),
/* harmony export */   oJ: () => (/* binding */ isSuccess)
/* harmony export */ });
class InputError extends Error {
  name = 'InputError';
  problems;
  constructor(problems) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
class Refusal extends Error {
  name = 'Refusal';
  selected;
  failedUid;
  constructor(message, options) {
    super(message, { cause: options.cause });
    this.selected = options.selected;
    this.failedUid = options.failedUid;
  }
}
class Stopped extends Error {
  name = 'Stopped';
}
class ConnectionError extends Error {
  name = 'ConnectionError';
  failure;
  mayHaveArrived;
  constructor(message, options) {
    super(message, { cause: options.cause });
    this.failure = options.failure;
    this.mayHaveArrived = options.mayHaveArrived;
  }
}
class AnswerError extends Error {
  name = 'AnswerError';
  failure;
  status;
  ray;
  errors;
  throttled;
  retryAfter;
  constructor(message, options) {
    super(message);
    this.failure = options.failure;
    this.status = options.status;
    this.ray = options.ray ?? '';
    this.errors = options.errors ?? [];
    this.throttled = options.throttled ?? false;
    this.retryAfter = options.retryAfter;
  }
  has(code) {
    return this.errors.some((error) => error.code === code);
  }
  get leavesDoubt() {
    return isSuccess(this.status) && this.failure !== 'refused';
  }
}
function isSuccess(status) {
  return status >= 200 && status <= 299;
}
function isAttemptError(error) {
  return error instanceof ConnectionError || error instanceof AnswerError;
}
class RequestError extends Error {
  name = 'RequestError';
  last;
  meetsAll;
  constructor(message, options) {
    super(message, { cause: options.last });
    this.last = options.last;
    this.meetsAll = options.meetsAll;
  }
}
function describeDefect(error) {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `An unexpected error, which is a defect of this action (${what}). Please report it at https://github.com/delete-turn-key/action/issues.`;
}


/***/ }),

/***/ 774:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p2: () => (/* binding */ NOT_FOUND),
/* harmony export */   xw: () => (/* binding */ openRetries)
/* harmony export */ });
/* unused harmony exports decide, readRetryAfter */
/* harmony import */ var _lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(647);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(589);
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(480);



const NOT_FOUND = 20008;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const LONGEST_BUDGET_MS = 3_600_000;
const DAY_MS = 86_400_000;
function decide(error, state) {
  if (!isRetryable(error)) return { retry: false, because: 'final' };
  const asked = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AnswerError */ .dV ? readRetryAfter(error.retryAfter, state.now) : undefined;
  if (asked !== undefined && asked >= state.remainingMs) {
    return { retry: false, because: 'asked-too-long', askedMs: asked };
  }
  if (state.attempt > state.maxRetries) return { retry: false, because: 'retries-used' };
  const waitMs = asked ?? backoff(state.attempt, state.random);
  if (waitMs >= state.remainingMs) return { retry: false, because: 'no-time' };
  return { retry: true, waitMs, pausesAll: isThrottled(error) };
}
function isRetryable(error) {
  if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AnswerError */ .dV)) {
    return error.failure !== 'certificate' && error.failure !== 'interrupted';
  }
  if (error.leavesDoubt || error.has(NOT_FOUND)) return false;
  return error.status === 408 || error.status >= 500 || error.throttled;
}
function isThrottled(error) {
  return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AnswerError */ .dV && error.throttled;
}
function backoff(attempt, random) {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return longest * (0.5 + random / 2);
}
function readRetryAfter(header, now) {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const isDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/.test(value);
  const date = isDate ? Date.parse(value.endsWith('GMT') ? value : `${value} GMT`) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
function openRetries(options) {
  const { maxRetries, budget, log, random = Math.random, now = Date.now, wait = _lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__/* .sleep */ .yy } = options;
  let pausedUntil = 0;
  const waitUntil = async (time, stop) => {
    stop.throwIfAborted();
    for (let left; (left = Math.max(time, pausedUntil) - now()) > 0;) await wait(left, stop);
  };
  const run = async ({ attempt, advise, caution, stop }) => {
    await waitUntil(0, stop);
    for (let number = 1; ; number++) {
      try {
        return await attempt(number);
      } catch (error) {
        if (!(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .isAttemptError */ .e2)(error)) throw error;
        const decision = decide(error, {
          attempt: number,
          maxRetries,
          remainingMs: budget.remaining(),
          random: random(),
          now: now(),
        });
        const fail = (why, advised = true) =>
          new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RequestError */ .GI(
            [error.message, why, caution?.(), advised && advise(error)].filter(Boolean).join(' '),
            { last: error, meetsAll: meetsAll(error, decision) },
          );
        if (!decision.retry)
          throw fail(whyNot(decision, number, budget.remaining()), decision.because !== 'asked-too-long');
        const next = now() + decision.waitMs;
        if (decision.pausesAll) pausedUntil = Math.max(pausedUntil, next);
        log.info(
          `${error.message} Trying again in ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_2__/* .seconds */ .YA)(decision.waitMs)} (attempt ${number + 1} of ${maxRetries + 1}).`,
        );
        try {
          await waitUntil(next, stop);
        } catch (stopped) {
          if (!(stopped instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Stopped */ .C9)) throw stopped;
          throw fail(`It was not tried again. ${stopped.message}`);
        }
      }
    }
  };
  return { run };
}
function meetsAll(error, decision) {
  if (!decision.retry && decision.because === 'asked-too-long') return true;
  return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AnswerError */ .dV && (error.status === 401 || error.status === 403);
}
function whyNot(decision, attempts, remainingMs) {
  switch (decision.because) {
    case 'final':
      return '';
    case 'retries-used':
      return attempts === 1 ? '' : `All ${attempts} attempts failed.`;
    case 'no-time':
      return `What is left of the step's budget (\`timeout-seconds\`), ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_2__/* .seconds */ .YA)(remainingMs)}, is too short for another attempt.`;
    case 'asked-too-long':
      return (
        `It asked to wait ${waitOf(decision.askedMs)}, longer than what is left of the step's budget (${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_2__/* .seconds */ .YA)(remainingMs)}): ` +
        `run the job again after that time${decision.askedMs < LONGEST_BUDGET_MS ? ', or raise `timeout-seconds`' : ''}.`
      );
  }
}
function waitOf(milliseconds) {
  return milliseconds > DAY_MS ? 'more than a day' : (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_2__/* .seconds */ .YA)(milliseconds);
}


/***/ }),

/***/ 142:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   SO: () => (/* binding */ digitsIn),
/* harmony export */   ZS: () => (/* binding */ readPattern),
/* harmony export */   cK: () => (/* binding */ matches)
/* harmony export */ });
/* unused harmony export PLACEHOLDER */
const PLACEHOLDER = '{closed-pr}';
const MISSPELT = /\{\s*closed[\s_-]*pr\s*\}/i;
function readPattern(line, templates) {
  if (/^\**$/.test(line)) return 'matches every name';
  if (templates && MISSPELT.test(line.replaceAll(PLACEHOLDER, ''))) return `has a misspelt ${PLACEHOLDER}`;
  const star = line.indexOf('*');
  const place = templates ? line.indexOf(PLACEHOLDER) : -1;
  if (place !== -1) {
    const after = line.slice(place + PLACEHOLDER.length);
    if (after.includes(PLACEHOLDER)) return `has ${PLACEHOLDER} more than once`;
    if (star !== -1) return `has both ${PLACEHOLDER} and a "*"`;
    return { kind: 'template', line, before: line.slice(0, place), after };
  }
  if (star === -1) return { kind: 'exact', line };
  const last = line.lastIndexOf('*');
  return {
    kind: 'wildcard',
    line,
    before: line.slice(0, star),
    between: line.slice(star + 1, last).split('*'),
    after: line.slice(last + 1),
  };
}
function matches(pattern, name) {
  if (pattern.kind === 'exact') return name === pattern.line;
  const { before, between, after } = pattern;
  const end = name.length - after.length;
  if (!name.startsWith(before) || !name.endsWith(after)) return false;
  let position = before.length;
  for (const piece of between) {
    const found = indexOf(name, piece, position);
    if (found === -1) return false;
    position = found + piece.length;
  }
  return position <= end;
}
function digitsIn(template, name) {
  const { before, after } = template;
  if (!name.startsWith(before) || !name.endsWith(after)) return undefined;
  const middle = name.slice(before.length, name.length - after.length);
  return /^\d+$/.test(middle) ? middle : undefined;
}
function indexOf(text, piece, from) {
  if (piece === '') return from;
  const fallback = fallbacks(piece);
  let matched = 0;
  for (let i = from; i < text.length; i++) {
    while (matched > 0 && text[i] !== piece[matched]) matched = fallback[matched - 1] ?? 0;
    if (text[i] === piece[matched]) matched++;
    if (matched === piece.length) return i - matched + 1;
  }
  return -1;
}
function fallbacks(piece) {
  const lengths = [0];
  let length = 0;
  for (let i = 1; i < piece.length; i++) {
    while (length > 0 && piece[i] !== piece[length]) length = lengths[length - 1] ?? 0;
    if (piece[i] === piece[length]) length++;
    lengths.push(length);
  }
  return lengths;
}


/***/ }),

/***/ 647:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ak: () => (/* binding */ openBudget),
/* harmony export */   e6: () => (/* binding */ follow),
/* harmony export */   pm: () => (/* binding */ clock),
/* harmony export */   yy: () => (/* binding */ sleep)
/* harmony export */ });
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(589);
/* harmony import */ var _sanitize_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(480);


const GRACE_MS = 5_000;
function openBudget(signals = process) {
  const stop = new AbortController();
  const end = new AbortController();
  let deadline = Infinity;
  let timer;
  let grace;
  const limit = (milliseconds) => {
    deadline = clock() + milliseconds;
    timer = setTimeout(() => {
      const reason = new _http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Stopped */ .C9(
        `The step's budget of ${(0,_sanitize_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(milliseconds / 1000, 'second')} ran out: raise \`timeout-seconds\`, or give the step fewer keys.`,
      );
      stop.abort(reason);
      end.abort(reason);
    }, milliseconds);
  };
  let cancelled = false;
  const cancel = () => {
    cancelled = true;
    const reason = new _http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Stopped */ .C9(
      'The run was cancelled: run the step again for the keys that are left, with `if-not-found: ignore`.',
    );
    stop.abort(reason);
    grace ??= setTimeout(() => {
      end.abort(reason);
    }, GRACE_MS);
  };
  signals.on('SIGINT', cancel);
  signals.on('SIGTERM', cancel);
  return {
    limit,
    cancelled: () => cancelled,
    remaining: () => Math.max(0, deadline - clock()),
    stop: stop.signal,
    end: end.signal,
    close: () => {
      clearTimeout(timer);
      clearTimeout(grace);
      signals.removeListener('SIGINT', cancel);
      signals.removeListener('SIGTERM', cancel);
    },
  };
}
function follow(parent) {
  const controller = new AbortController();
  const onAbort = () => {
    controller.abort(parent.reason);
  };
  if (parent.aborted) onAbort();
  parent.addEventListener('abort', onAbort);
  return {
    controller,
    release: () => {
      parent.removeEventListener('abort', onAbort);
    },
  };
}
function clock() {
  return process.uptime() * 1000;
}
async function sleep(milliseconds, signal) {
  signal.throwIfAborted();
  await new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', onAbort);
  });
}


/***/ }),

/***/ 480:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $Q: () => (/* binding */ clip),
/* harmony export */   $p: () => (/* binding */ redactor),
/* harmony export */   Kb: () => (/* binding */ excerpt),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   YA: () => (/* binding */ seconds),
/* harmony export */   hD: () => (/* binding */ quote)
/* harmony export */ });
const PLAIN = /^[\x20-\x7e]*$/;
let unsafe;
function unsafeCharacters() {
  return (unsafe ??= new RegExp('[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]', 'gu'));
}
function oneLine(text) {
  const shown = PLAIN.test(text)
    ? text
    : text
        .toWellFormed()
        .replace(unsafeCharacters(), (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
  return shown.replaceAll('##[', '##\\[');
}
function clip(text, length) {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
}
function quote(value) {
  return `"${clip(oneLine(value), 120)}"`;
}
function excerpt(body) {
  const text = body.slice(0, 4096).replace(/\s+/g, ' ').trim();
  return text === '' ? 'an empty body' : `"${clip(oneLine(text), 200)}"`;
}
const TELLING = 6;
function redactor(secrets) {
  const forms = new Set(secrets.filter(Boolean).flatMap(formsOf));
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return (text) =>
    longestFirst.reduce((redacted, secret) => withoutCut(redacted.replaceAll(secret, '***'), secret), text);
}
function formsOf(secret) {
  return [secret, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret).slice(1, -1)];
}
function withoutCut(text, secret) {
  return text
    .split('…')
    .map((part) => {
      if (!secret.includes(part.slice(-TELLING))) return part;
      for (let length = Math.min(secret.length - 1, part.length); length >= TELLING; length--) {
        if (part.endsWith(secret.slice(0, length))) return `${part.slice(0, -length)}***`;
      }
      return part;
    })
    .join('…');
}
function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
function seconds(milliseconds) {
  const value = milliseconds / 1000;
  return `${value < 10 ? Number(value.toFixed(1)) : Math.ceil(value)} s`;
}


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var net = __nccwpck_require__(278);
var tls = __nccwpck_require__(756);
var http = __nccwpck_require__(611);
var https = __nccwpck_require__(692);
var events = __nccwpck_require__(434);
var assert = __nccwpck_require__(613);
var util = __nccwpck_require__(23);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
exports.debug = debug; // for test


/***/ }),

/***/ 613:
/***/ ((module) => {

module.exports = require("assert");

/***/ }),

/***/ 434:
/***/ ((module) => {

module.exports = require("events");

/***/ }),

/***/ 896:
/***/ ((module) => {

module.exports = require("fs");

/***/ }),

/***/ 611:
/***/ ((module) => {

module.exports = require("http");

/***/ }),

/***/ 692:
/***/ ((module) => {

module.exports = require("https");

/***/ }),

/***/ 278:
/***/ ((module) => {

module.exports = require("net");

/***/ }),

/***/ 30:
/***/ ((module) => {

module.exports = require("node:net");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = require("os");

/***/ }),

/***/ 756:
/***/ ((module) => {

module.exports = require("tls");

/***/ }),

/***/ 23:
/***/ ((module) => {

module.exports = require("util");

/***/ }),

/***/ 34:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

// Stands in for tunnel, and runs its code only when a proxy is used. See README.md in this folder.


for (const name of ['httpOverHttp', 'httpsOverHttp', 'httpOverHttps', 'httpsOverHttps']) {
  exports[name] = ({ proxy: { proxyAuth, ...proxy }, ...options }) => {
    // Not at the top: tunnel loads parts of Node that a deletion without a proxy does not need.
    const agent = __nccwpck_require__(218)[name]({ ...options, proxy });
    const { request } = agent;
    agent.request = (connect) =>
      request({
        ...connect,
        // tunnel leaves it to the Host header, which names the host behind the proxy: no certificate of a proxy is for that.
        servername: (__nccwpck_require__(30).isIP)(proxy.host) === 0 ? proxy.host : '',
        headers: {
          ...connect.headers,
          // tunnel makes this with `new Buffer()`, of which Node warns in the log of the step.
          ...(proxyAuth && {
            'Proxy-Authorization': `Basic ${Buffer.from(proxyAuth).toString('base64')}`,
          }),
        },
      });
    return agent;
  };
}


/***/ }),

/***/ 814:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.r(__webpack_exports__);
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ProxyAgent: () => (/* binding */ ProxyAgent),
/* harmony export */   fetch: () => (/* binding */ fetch)
/* harmony export */ });
// Stands in for a package that the bundle leaves out. See README.md in this folder.

// @actions/github makes one when a proxy is set, for a fetch that this action replaces with its own.
class ProxyAgent {}

function fetch() {
  throw new Error('The bundle has no fetch: give Octokit one of its own.');
}


/***/ })

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/******/ 	// expose the modules object (__webpack_modules__)
/******/ 	__nccwpck_require__.m = __webpack_modules__;
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
/******/ 	/* webpack/runtime/create fake namespace object */
/******/ 	(() => {
/******/ 		var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 		var leafPrototypes;
/******/ 		// create a fake namespace object
/******/ 		// mode & 1: value is a module id, require it
/******/ 		// mode & 2: merge all properties of value into the ns
/******/ 		// mode & 4: return value when already ns object
/******/ 		// mode & 16: return value when it's Promise-like
/******/ 		// mode & 8|1: behave like require
/******/ 		__nccwpck_require__.t = function(value, mode) {
/******/ 			if(mode & 1) value = this(value);
/******/ 			if(mode & 8) return value;
/******/ 			if(typeof value === 'object' && value) {
/******/ 				if((mode & 4) && value.__esModule) return value;
/******/ 				if((mode & 16) && typeof value.then === 'function') return value;
/******/ 			}
/******/ 			var ns = Object.create(null);
/******/ 			__nccwpck_require__.r(ns);
/******/ 			var def = {};
/******/ 			leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 			for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 				Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 			}
/******/ 			def['default'] = () => (value);
/******/ 			__nccwpck_require__.d(ns, def);
/******/ 			return ns;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/define property getters */
/******/ 	(() => {
/******/ 		// define getter functions for harmony exports
/******/ 		__nccwpck_require__.d = (exports, definition) => {
/******/ 			for(var key in definition) {
/******/ 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 				}
/******/ 			}
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/ensure chunk */
/******/ 	(() => {
/******/ 		__nccwpck_require__.f = {};
/******/ 		// This file contains only the entry chunk.
/******/ 		// The chunk loading function for additional chunks
/******/ 		__nccwpck_require__.e = (chunkId) => {
/******/ 			return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 				__nccwpck_require__.f[key](chunkId, promises);
/******/ 				return promises;
/******/ 			}, []));
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/get javascript chunk filename */
/******/ 	(() => {
/******/ 		// This function allow to reference async chunks
/******/ 		__nccwpck_require__.u = (chunkId) => {
/******/ 			// return url for filenames based on template
/******/ 			return "" + chunkId + ".index.js";
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/make namespace object */
/******/ 	(() => {
/******/ 		// define __esModule on exports
/******/ 		__nccwpck_require__.r = (exports) => {
/******/ 			if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 				Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 			}
/******/ 			Object.defineProperty(exports, '__esModule', { value: true });
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/require chunk loading */
/******/ 	(() => {
/******/ 		// no baseURI
/******/ 		
/******/ 		// object to store loaded chunks
/******/ 		// "1" means "loaded", otherwise not loaded yet
/******/ 		var installedChunks = {
/******/ 			792: 1
/******/ 		};
/******/ 		
/******/ 		// no on chunks loaded
/******/ 		
/******/ 		var installChunk = (chunk) => {
/******/ 			var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
/******/ 			for(var moduleId in moreModules) {
/******/ 				if(__nccwpck_require__.o(moreModules, moduleId)) {
/******/ 					__nccwpck_require__.m[moduleId] = moreModules[moduleId];
/******/ 				}
/******/ 			}
/******/ 			if(runtime) runtime(__nccwpck_require__);
/******/ 			for(var i = 0; i < chunkIds.length; i++)
/******/ 				installedChunks[chunkIds[i]] = 1;
/******/ 		
/******/ 		};
/******/ 		
/******/ 		// require() chunk loading for javascript
/******/ 		__nccwpck_require__.f.require = (chunkId, promises) => {
/******/ 			// "1" is the signal for "already loaded"
/******/ 			if(!installedChunks[chunkId]) {
/******/ 				if(true) { // all chunks have JS
/******/ 					installChunk(require("./" + __nccwpck_require__.u(chunkId)));
/******/ 				} else installedChunks[chunkId] = 1;
/******/ 			}
/******/ 		};
/******/ 		
/******/ 		// no external install chunk
/******/ 		
/******/ 		// no HMR
/******/ 		
/******/ 		// no HMR manifest
/******/ 	})();
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = require("crypto");
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = require("path");
// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./tools/build/stubs/tunnel.cjs
var tunnel = __nccwpck_require__(34);
// EXTERNAL MODULE: ./tools/build/stubs/fetch.js
var fetch = __nccwpck_require__(814);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class lib_HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new fetch.ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class oidc_utils_OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(oidc_utils_OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = oidc_utils_OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = oidc_utils_OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield oidc_utils_OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_.platform();
const arch = external_os_.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function core_debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
// EXTERNAL MODULE: ./build/lib/deadline.js
var deadline = __nccwpck_require__(647);
// EXTERNAL MODULE: ./build/cloudflare/envelope.js
var cloudflare_envelope = __nccwpck_require__(600);
// EXTERNAL MODULE: ./build/http/errors.js
var http_errors = __nccwpck_require__(589);
;// CONCATENATED MODULE: external "node:diagnostics_channel"
const external_node_diagnostics_channel_namespaceObject = require("node:diagnostics_channel");
;// CONCATENATED MODULE: ./build/http/classify-error.js


const CERTIFICATE =
  /CERT|^UNABLE_TO_|^CRL_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$|^UNSPECIFIED$/;
const UNREACHABLE = /^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EHOSTDOWN|EACCES|EPERM|ETIMEDOUT)$/;
function toConnectionError(error, { host, mayHaveArrived, end }) {
  const make = (failure, message) => new http_errors/* ConnectionError */.Rc(message, { failure, mayHaveArrived, cause: error });
  if (end.aborted) {
    const why = end.reason instanceof http_errors/* Stopped */.C9 ? ` ${end.reason.message}` : '';
    return make('interrupted', `No complete answer had come from ${host} when the step had to stop.${why}`);
  }
  const { code, syscall, reason, message } = (0,cloudflare_envelope/* isRecord */.u)(error) ? error : {};
  if (typeof code !== 'string' || typeof message !== 'string') return error;
  const said = (typeof reason === 'string' ? reason : message).replace(/\s+/g, ' ').trim();
  const details = said === '' ? code : `${code}: ${said}`;
  if (/^(tunneling socket .*|.* from proxy)$/.test(said)) {
    if (/certificate/i.test(said))
      return make('certificate', `The certificate of the proxy is not trusted (${said}).`);
    return make('proxy', `The proxy opened no connection to ${host} (${said}).`);
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return make('tls', `No TLS connection to ${host} could be kept (${details}).`);
  }
  if (CERTIFICATE.test(code))
    return make('certificate', `The certificate of ${host} is not trusted (${details}).`);
  if (syscall === 'getaddrinfo') return make('unknown-host', `The host ${host} was not found (${code}).`);
  if (code === 'ECONNREFUSED') return make('refused', `${host} refused the connection (${code}).`);
  if (UNREACHABLE.test(code) || syscall === 'connect') {
    return make('unreachable', `${host} could not be reached (${code}).`);
  }
  return make('lost', `The connection to ${host} was lost before a complete answer came (${details}).`);
}

// EXTERNAL MODULE: ./build/lib/sanitize.js
var sanitize = __nccwpck_require__(480);
;// CONCATENATED MODULE: ./build/http/client.js






const USER_AGENT = 'delete-turn-key/1.0.0';
const MAX_BODY_BYTES = 1024 * 1024;
const IDLE_MS = 30_000;
const CREATED = 'http.client.request.created';
function openHttp(log, idleMs = IDLE_MS) {
  const client = new lib_HttpClient(USER_AGENT, [], {
    allowRedirects: false,
    allowRetries: false,
    keepAlive: true,
  });
  const exchange = async (request, end) => {
    const { host } = new URL(request.url);
    const connection = { established: false };
    const watched = watch(
      end,
      idleMs,
      () =>
        new http_errors/* ConnectionError */.Rc(`${host} was silent: no byte for ${(0,sanitize/* seconds */.YA)(idleMs)}.`, {
          failure: 'silent',
          mayHaveArrived: connection.established,
        }),
    );
    const converse = async () => {
      connection.established = true;
      const onCreated = (created) => {
        const { request: sent } = created;
        if (sent.method === 'CONNECT') return;
        watched.ends(sent);
        watchConnection(sent, connection, watched.touch);
      };
      (0,external_node_diagnostics_channel_namespaceObject.subscribe)(CREATED, onCreated);
      const answer = client.request(request.method, request.url, request.body ?? null, {
        ...request.headers,
      });
      (0,external_node_diagnostics_channel_namespaceObject.unsubscribe)(CREATED, onCreated);
      const { message } = await answer;
      return { status: message.statusCode ?? 0, headers: message.headers, body: await readBody(message) };
    };
    try {
      end.throwIfAborted();
      return await Promise.race([converse(), watched.ended]);
    } catch (error) {
      throw toConnectionError(error, { host, mayHaveArrived: connection.established, end });
    } finally {
      watched.release();
    }
  };
  const send = async (request, end) => {
    const began = (0,deadline/* clock */.pm)();
    const trace = (outcome) => {
      const took = Math.round((0,deadline/* clock */.pm)() - began);
      log.debug(`${request.method} ${request.url} (attempt ${request.attempt}): ${outcome}, ${took} ms`);
    };
    try {
      const reply = await exchange(request, end);
      const ray = reply.headers['cf-ray'];
      trace(`HTTP ${reply.status}${typeof ray === 'string' ? `, cf-ray ${ray}` : ''}`);
      return reply;
    } catch (error) {
      trace(error instanceof Error ? error.message : String(error));
      throw error;
    }
  };
  return {
    send,
    close: () => {
      client.dispose();
    },
  };
}
function watchConnection(request, connection, onBytes) {
  connection.established = false;
  request.once('socket', (socket) => {
    const stand = () => {
      connection.established = true;
    };
    const standing = request.protocol === 'https:' ? 'secureConnect' : 'connect';
    if (request.reusedSocket) stand();
    else socket.once(standing, stand);
    socket.on('data', onBytes);
    request.once('close', () => socket.removeListener('data', onBytes));
  });
}
function watch(end, idleMs, silence) {
  let request;
  let reject;
  const ended = new Promise((_resolve, rejectEnded) => {
    reject = rejectEnded;
  });
  const stop = (reason) => {
    reject(reason);
    request?.destroy(reason);
  };
  const onAbort = () => {
    stop(end.reason);
  };
  end.addEventListener('abort', onAbort);
  const timer = setTimeout(() => {
    stop(silence());
  }, idleMs);
  return {
    ended,
    ends: (created) => {
      request = created;
    },
    touch: () => {
      timer.refresh();
    },
    release: () => {
      clearTimeout(timer);
      end.removeEventListener('abort', onAbort);
    },
  };
}
function readBody(message) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let length = 0;
    message.on('data', (chunk) => {
      length += chunk.length;
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
      else {
        resolve(undefined);
        message.destroy();
      }
    });
    message.once('end', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    message.on('error', reject);
  });
}

// EXTERNAL MODULE: ./build/http/retry.js
var retry = __nccwpck_require__(774);
;// CONCATENATED MODULE: ./build/cloudflare/api.js





const THROTTLED = 971;
const MOST_MESSAGES = 20;
const MOST_ERRORS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
function openCloudflare(options) {
  const { http, log, redact, end } = options;
  const headers = { accept: 'application/json', authorization: `Bearer ${options.apiToken}` };
  const send = async (method, path, attempt) => {
    const url = `${options.apiBaseUrl}/accounts/${options.accountId}${path}`;
    return readReply(await http.send({ method, url, headers, attempt }, end));
  };
  const readReply = (reply) => {
    const {
      status,
      headers: { 'retry-after': retryAfter },
    } = reply;
    const ray = readRay(reply, redact);
    const envelope = reply.body === undefined ? undefined : (0,cloudflare_envelope/* readEnvelope */.H)(reply.body, redact);
    for (const message of envelope?.messages.slice(0, MOST_MESSAGES) ?? [])
      log.notice(`Cloudflare says: ${describe(message)}`);
    const errors = envelope?.errors ?? [];
    const isNotFound = errors.some(({ code }) => code === retry/* NOT_FOUND */.p2);
    if (envelope?.success === true && (0,http_errors/* isSuccess */.oJ)(status) && !isNotFound) {
      for (const error of errors.slice(0, MOST_MESSAGES))
        log.warning(`Cloudflare says, beside success: ${describe(error)}`);
      return { ...envelope, status, ray };
    }
    const throttled = status === 429 || errors.some(({ code }) => code === THROTTLED);
    const facts = { status, ray, errors, throttled, retryAfter };
    const fail = (failure, what) =>
      new http_errors/* AnswerError */.dV(`Cloudflare answered HTTP ${status}${what}${ray && ` (cf-ray ${ray})`}.`, {
        ...facts,
        failure,
      });
    if (reply.body === undefined)
      throw fail('too-large', ` with a body of more than ${MAX_BODY_BYTES / 1024 / 1024} MiB`);
    if (REDIRECTS.has(status) && errors.length === 0) {
      const location = (0,sanitize/* clip */.$Q)((0,sanitize/* oneLine */.TN)(redact(reply.headers.location ?? '')), 200);
      throw fail('redirect', `, a redirect${location && ` to ${location}`}`);
    }
    const isEnvelope = envelope !== undefined && (!(0,http_errors/* isSuccess */.oJ)(status) || envelope.success !== undefined);
    const failure = isEnvelope ? 'refused' : 'no-envelope';
    if (errors.length > 0) {
      const yet = (0,http_errors/* isSuccess */.oJ)(status) && envelope?.success !== true ? ', yet no success' : '';
      const more =
        errors.length > MOST_ERRORS ? `; and ${(0,sanitize/* count */.U9)(errors.length - MOST_ERRORS, 'more error')}` : '';
      throw fail(failure, `${yet}, ${errors.slice(0, MOST_ERRORS).map(describe).join('; ')}${more}`);
    }
    const what = isEnvelope ? ', no success, and gave no error' : ' with something that is no envelope';
    throw fail(failure, `${what}: ${(0,sanitize/* excerpt */.Kb)(redact(reply.body))}`);
  };
  return { send };
}
function readRay(reply, redact) {
  const ray = reply.headers['cf-ray'];
  return typeof ray === 'string' ? (0,sanitize/* clip */.$Q)((0,sanitize/* oneLine */.TN)(redact(ray)), 64) : '';
}
function describe(message) {
  const code = message.code === undefined ? 'no code' : `code ${(0,sanitize/* clip */.$Q)((0,sanitize/* oneLine */.TN)(String(message.code)), 32)}`;
  const more = [
    message.pointer && `at ${(0,sanitize/* clip */.$Q)((0,sanitize/* oneLine */.TN)(message.pointer), 200)}`,
    message.documentationUrl && `see ${(0,sanitize/* clip */.$Q)((0,sanitize/* oneLine */.TN)(message.documentationUrl), 200)}`,
    ...message.chain.slice(0, MOST_ERRORS).map((beneath) => `beneath it ${describe(beneath)}`),
    message.chain.length > MOST_ERRORS && `and ${(0,sanitize/* count */.U9)(message.chain.length - MOST_ERRORS, 'more error')}`,
  ].filter(Boolean);
  const text = (0,sanitize/* clip */.$Q)((0,sanitize/* oneLine */.TN)(message.message), 500) || 'no message';
  return (0,sanitize/* clip */.$Q)(`${code}: ${text.replace(/\.$/, '')}${more.length > 0 ? ` (${more.join(', ')})` : ''}`, 1000);
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
;// CONCATENATED MODULE: ./build/inputs/definitions.js

const DEFAULTS = {
  'if-not-found': 'error',
  'if-ambiguous': 'error',
  'max-keys': '100',
  'dry-run': 'false',
  verify: 'false',
  'max-retries': '5',
  'timeout-seconds': '300',
  'api-base-url': 'https://api.cloudflare.com/client/v4',
};
const VARIABLES = {
  'account-id': 'CLOUDFLARE_ACCOUNT_ID',
  'api-token': 'CLOUDFLARE_API_TOKEN',
  'api-base-url': 'CLOUDFLARE_API_BASE_URL',
};
const INPUT_NAMES = [
  'account-id',
  'api-token',
  'key-id',
  'key-name',
  'expected-name',
  'older-than',
  'if-not-found',
  'if-ambiguous',
  'max-keys',
  'dry-run',
  'verify',
  'max-retries',
  'timeout-seconds',
  'api-base-url',
  'github-token',
];
function readValue(core, env, name) {
  const origin = `Input '${name}'`;
  const text = core.getInput(name).trim();
  if (text !== '') return { text, origin };
  const variable = isKeyOf(VARIABLES, name) ? VARIABLES[name] : undefined;
  const fallback = variable === undefined ? '' : (env[variable]?.trim() ?? '');
  if (fallback !== '') return { text: fallback, origin: `Environment variable ${variable ?? ''}` };
  return { text: isKeyOf(DEFAULTS, name) ? DEFAULTS[name] : '', origin };
}
function isKeyOf(object, key) {
  return Object.hasOwn(object, key);
}
function misspeltInputs(env) {
  const plain = (name) => name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  return Object.keys(env).flatMap((variable) => {
    if (!variable.startsWith('INPUT_') || !env[variable]?.trim()) return [];
    const name = variable.slice('INPUT_'.length).toLowerCase();
    if (INPUT_NAMES.some((known) => known === name)) return [];
    const meant = INPUT_NAMES.find((known) => plain(known) === plain(name));
    return meant === undefined ? [] : [`Input '${(0,sanitize/* clip */.$Q)(name, 40)}' does not exist: write '${meant}'.`];
  });
}

;// CONCATENATED MODULE: ./build/inputs/credentials.js




function maskSecrets(core, env) {
  const secrets = [
    ...secretsIn(readValue(core, env, 'api-token').text),
    core.getInput('github-token'),
  ].filter(Boolean);
  for (const secret of secrets) core.setSecret(secret);
  return secrets;
}
function secretsIn(token) {
  const bare = withoutWrapping(token);
  return [...new Set([token, bare, ...bare.split(/\s/).filter((piece) => piece.length >= 8)])];
}
function withoutWrapping(token) {
  return token
    .replace(/^(authorization:)?\s*bearer\s+/i, '')
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .replace(/^bearer\s/i, '')
    .trim();
}
function checkAccountId({ text, origin }, token, report) {
  const hint =
    "The account ID is the 32 hexadecimal digits in the dashboard's address, behind dash.cloudflare.com/.";
  if (text === '') {
    report(`Input 'account-id' is needed, or the environment variable CLOUDFLARE_ACCOUNT_ID. ${hint}`);
  } else if (looksSecret(text, token)) {
    report(`${origin} holds a secret, not an account ID (its value is not shown). ${hint}`);
  } else if (text.includes('@')) {
    report(`${origin} looks like an e-mail address; got ${(0,sanitize/* quote */.hD)(text)}. ${hint}`);
  } else if (/^[\w-]+(\.[\w-]+)+$/.test(text)) {
    report(`${origin} looks like a domain; got ${(0,sanitize/* quote */.hD)(text)}. ${hint}`);
  } else if (!/^[A-Za-z0-9_-]{1,32}$/.test(text)) {
    report(`${origin} must be 1 to 32 letters, digits, "-" or "_"; got ${(0,sanitize/* quote */.hD)(text)}. ${hint}`);
  }
}
function looksSecret(text, token) {
  return text === token || hasSecretForm(text);
}
function hasSecretForm(text) {
  return /[A-Za-z0-9_-]{37,}/.test(text);
}
function quoteInput(text) {
  return hasSecretForm(text) ? 'a value that looks like a secret and is not shown' : (0,sanitize/* quote */.hD)(text);
}
function checkToken({ text, origin }, env, report) {
  const problem = (what) => {
    report(`${origin} ${what} Its value is not shown.`);
  };
  if (text === '') {
    report(
      `Input 'api-token' is needed, or the environment variable CLOUDFLARE_API_TOKEN; it is empty. ${whyNoSecret(env)}`,
    );
  } else if (/^(authorization:\s*)?bearer\b/i.test(text)) {
    problem('must be the token alone, without "Bearer" in front.');
  } else if (/^["'`]|["'`]$/.test(text)) {
    problem('must be the token alone, without quotes around it.');
  } else if (/\s/.test(text)) {
    problem('has white space or a line break inside: it must be one token, on one line.');
  } else if (/[^\x21-\x7e]/.test(text)) {
    problem('has a character outside printable ASCII: copy the token again.');
  } else if (text.startsWith('cfk_') || /^[0-9a-f]{37,45}$/.test(text)) {
    problem(
      'has the form of a Global API Key, which is no API token: create a token with the permission Account › Cloudflare Calls › Edit.',
    );
  }
}
function whyNoSecret(env) {
  if (env['GITHUB_ACTOR'] === 'dependabot[bot]') {
    return "This run is Dependabot's, which gets no Actions secrets: add the secret to the repository's Dependabot secrets, or skip the step for Dependabot.";
  }
  const { pull_request: pull } = env['GITHUB_EVENT_NAME'] === 'pull_request_target' ? {} : readEvent(env);
  const head = (0,cloudflare_envelope/* isRecord */.u)(pull) ? pull['head'] : undefined;
  const repository = (0,cloudflare_envelope/* isRecord */.u)(head) && (0,cloudflare_envelope/* isRecord */.u)(head['repo']) ? head['repo']['full_name'] : undefined;
  if ((0,cloudflare_envelope/* isRecord */.u)(head) && repository !== env['GITHUB_REPOSITORY']) {
    return "This run comes from a fork, and GitHub gives it no secrets: skip the step for forks, or delete the key from a workflow that runs on the repository's own behalf.";
  }
  return 'Check that the secret exists and is spelt the same, and that a reusable workflow is called with it.';
}
function readEvent(env) {
  try {
    const event = JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'));
    return (0,cloudflare_envelope/* isRecord */.u)(event) ? event : {};
  } catch {
    return {};
  }
}
function checkGitHub(token, env, report) {
  if (token === '') {
    report(
      "Input 'github-token' is needed for {closed-pr} in 'key-name', and is empty: leave it out to use the job's own token, or give one that can read pull requests.",
    );
  }
  if (!/^[^/\s]+\/[^/\s]+$/.test(env['GITHUB_REPOSITORY'] ?? '')) {
    report(
      "{closed-pr} in 'key-name' needs the environment variable GITHUB_REPOSITORY (owner/name), which the runner sets; it is missing.",
    );
  }
}

// EXTERNAL MODULE: ./build/delete-keys.js
var delete_keys = __nccwpck_require__(205);
;// CONCATENATED MODULE: ./build/inputs/base-url.js



function readBaseUrl({ text, origin }, report) {
  const got = () => (text.includes('@') ? 'its value is not shown' : `got ${quoteInput(text)}`);
  if (!URL.canParse(text)) {
    report(`${origin} must be a URL such as ${DEFAULTS['api-base-url']}; ${got()}.`);
    return '';
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    report(`${origin} must not hold a user name or a password; ${got()}.`);
  } else if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    report(
      `${origin} must begin with https://, or with http:// for localhost and 127.0.0.0/8 alone; ${got()}.`,
    );
  } else if (text.includes('?') || text.includes('#')) {
    report(`${origin} must not hold a "?" or a "#"; ${got()}.`);
  } else {
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  }
  return '';
}
function isLoopback(hostname) {
  return hostname === 'localhost' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
function checkProxy(baseUrl, env, report) {
  if (checkBypass(new URL(baseUrl))) return;
  const name = env['https_proxy'] ? 'https_proxy' : 'HTTPS_PROXY';
  const value = env[name] ?? '';
  if (value === '' || isProxyUrl(value)) return;
  report(
    `Environment variable ${name} must be the URL of a proxy, such as http://proxy.example:3128, with http:// or https:// in front; its value is not shown.`,
  );
}
function isProxyUrl(value) {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  try {
    decodeURIComponent(username + password);
  } catch {
    return false;
  }
  return protocol === 'http:' || protocol === 'https:';
}

// EXTERNAL MODULE: ./build/keys/name-pattern.js
var name_pattern = __nccwpck_require__(142);
// EXTERNAL MODULE: ./build/cloudflare/turn-keys.js + 1 modules
var turn_keys = __nccwpck_require__(393);
;// CONCATENATED MODULE: ./build/inputs/key-selectors.js





function readKeys(id, name, core, report) {
  if (id.text !== '' && name.text !== '') {
    report("Inputs 'key-id' and 'key-name' exclude each other: give one of them.");
  } else if (id.text === '' && name.text === '') {
    report(
      "Input 'key-id' or 'key-name' is needed, and both are empty. If the value is the output of a job, check that the job " +
        'ran and set it: GitHub empties outputs that hold a secret, so a key ID belongs in a variable, not in a secret.',
    );
  }
  const ids = id.text === '' ? [] : readIds(id, core, report);
  const lines = readLines(name, true, report);
  return lines.length > 0 ? { by: 'name', lines } : { by: 'id', ids };
}
function readIds({ text, origin }, core, report) {
  const ids = [...new Set(text.split(/[\s,]/).filter(Boolean))];
  if (ids.length === 0) {
    report(`${origin} names no key; got ${(0,sanitize/* quote */.hD)(text)}.`);
  }
  const bad = ids.filter((id) => !(0,turn_keys/* isKeyId */.r)(id));
  const secrets = bad.filter((id) => id.length >= 37);
  for (const secret of secrets) core.setSecret(secret);
  if (secrets.some((id) => id.length === 64)) {
    report(
      `${origin} holds 64 characters, which looks like the TURN key's secret and not its ID (or two IDs run together): give the \`uid\`, 32 characters. ` +
        'Its value is masked and not shown; whoever has read it in a workflow file can use it, so replace the key if it was committed.',
    );
  }
  if (secrets.some((id) => id.length !== 64)) {
    report(
      `${origin} holds something longer than a key ID, perhaps a token: an ID is 32 characters. Its value is masked and not shown.`,
    );
  }
  const rest = bad.filter((id) => id.length < 37);
  for (const id of rest.slice(0, 5)) {
    report(
      `${origin} must hold key IDs of 32 letters, digits, "-" or "_"; got ${(0,sanitize/* quote */.hD)(id)} (${(0,sanitize/* count */.U9)(id.length, 'character')}).`,
    );
  }
  if (rest.length > 5) report(`${origin} holds ${rest.length - 5} more that are no key IDs.`);
  return ids;
}
function readLines({ text, origin }, templates, report) {
  const lines = new Set(
    text
      .split(/\r\n|\r|\n/)
      .map((line) => line.trim())
      .filter(Boolean),
  );
  return [...lines].flatMap((line) => {
    const pattern = (0,name_pattern/* readPattern */.ZS)(line, templates);
    if (typeof pattern !== 'string') return [pattern];
    report(`${origin}: the line ${(0,sanitize/* quote */.hD)(line)} ${pattern}, which is not allowed.`);
    return [];
  });
}
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
function readOlderThan({ text, origin }, besideIds, report) {
  if (text === '') return undefined;
  if (besideIds) {
    report(`${origin} goes with 'key-name' alone: 'key-id' names keys outright, whatever their age.`);
  }
  const [, number = '', unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (isKeyOf(UNIT_MS, unit) && Number(number) > 0) return Number(number) * UNIT_MS[unit];
  report(
    `${origin} must be a whole number from 1 and one of m, h, d, w, such as 12h or 7d; got ${quoteInput(text)}.`,
  );
  return undefined;
}

;// CONCATENATED MODULE: ./build/inputs/inputs.js






function readInputs(core, env) {
  const problems = [];
  const report = (problem) => void problems.push(problem);
  const read = (name) => readValue(core, env, name);
  const word = (name, words) => {
    const { text, origin } = read(name);
    const found = words.find((each) => each === text);
    if (found === undefined) report(`${origin} must be ${words.join(' or ')}; got ${quoteInput(text)}.`);
    return found ?? words[0];
  };
  const wholeNumber = (name, least, most) => {
    const { text, origin } = read(name);
    const isOne = /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
    if (!isOne) report(`${origin} must be a whole number from ${least} to ${most}; got ${quoteInput(text)}.`);
    return isOne ? Number(text) : most;
  };
  for (const problem of misspeltInputs(env)) report(problem);
  const accountId = read('account-id');
  const apiToken = read('api-token');
  checkAccountId(accountId, apiToken.text, report);
  checkToken(apiToken, env, report);
  const keys = readKeys(read('key-id'), read('key-name'), core, report);
  const githubToken = read('github-token').text;
  if (keys.by === 'name' && keys.lines.some(({ kind }) => kind === 'template')) {
    checkGitHub(githubToken, env, report);
  }
  const expectedNames = readLines(read('expected-name'), false, report);
  const olderThanMs = readOlderThan(read('older-than'), keys.by === 'id' && keys.ids.length > 0, report);
  const ifNotFound = word('if-not-found', ['error', 'warn', 'ignore']);
  const ifAmbiguous = word('if-ambiguous', ['error', 'delete-all']);
  const maxKeys = wholeNumber('max-keys', 1, 1000);
  if (keys.by === 'id' && keys.ids.length > maxKeys) {
    report(
      `Input 'key-id' names ${(0,sanitize/* count */.U9)(keys.ids.length, 'key')}, and 'max-keys' allows ${maxKeys}. ` +
        "Raise 'max-keys' (at most 1000) if all of them are to go.",
    );
  }
  const dryRun = word('dry-run', ['true', 'false']) === 'true';
  const verify = word('verify', ['true', 'false']) === 'true';
  const maxRetries = wholeNumber('max-retries', 0, 10);
  const timeoutMs = wholeNumber('timeout-seconds', 1, 3600) * 1000;
  const apiBaseUrl = readBaseUrl(read('api-base-url'), report);
  if (apiBaseUrl !== '') checkProxy(apiBaseUrl, env, report);
  if (problems.length > 0) throw new http_errors/* InputError */.dz(problems);
  return {
    accountId: accountId.text,
    apiToken: apiToken.text,
    apiBaseUrl,
    keys,
    expectedNames,
    olderThanMs,
    ifNotFound,
    ifAmbiguous,
    maxKeys,
    dryRun,
    verify,
    maxRetries,
    timeoutMs,
    githubToken,
  };
}

;// CONCATENATED MODULE: ./build/output/log.js

function openLog(commands, redact) {
  const clean = (message) => (0,sanitize/* oneLine */.TN)(redact(message));
  const noticed = new Set();
  return {
    debug: (message) => {
      commands.debug(clean(message));
    },
    info: (message) => {
      commands.info(clean(message));
    },
    notice: (message) => {
      if (noticed.has(message)) return;
      noticed.add(message);
      commands.notice(clean(message));
    },
    warning: (message) => {
      commands.warning(clean(message));
    },
    error: (message) => {
      commands.error(clean(message));
    },
  };
}

;// CONCATENATED MODULE: ./build/output/report.js



const NOT_FOUND_ADVICE =
  'Check the ID or name and `account-id`; if the key may be gone already, set `if-not-found: ignore`.';
function reportOutcomes(outcomes, { ifNotFound, cancelled }) {
  const failures = outcomes.flatMap((each) => {
    if (each.status === 'failed') return [sayFailed(each)];
    if (each.status === 'not-found' && ifNotFound === 'error')
      return [`${sayNotFound(each)} ${NOT_FOUND_ADVICE}`];
    return [];
  });
  const [unattempted] = outcomes.filter(({ status }) => status === 'not-attempted');
  const why = unattempted && `${tally(outcomes)}. ${unattempted.reason}`;
  const late = cancelled ? 'The run was cancelled; every key had been dealt with by then.' : undefined;
  if (failures.length === 0) {
    const failure = why ?? late;
    return {
      status: stepStatus(outcomes),
      outcomes,
      failures: failure === undefined ? [] : [failure],
      closing: '',
    };
  }
  const closing =
    failures.length > 1
      ? `${why ?? `${tally(outcomes)}.`} The output \`results\` tells of each.`
      : (why ?? '');
  return { status: stepStatus(outcomes), outcomes, failures, closing };
}
function reportError(error) {
  if (error instanceof http_errors/* InputError */.dz) {
    const closing =
      error.problems.length > 1
        ? `${(0,sanitize/* count */.U9)(error.problems.length, 'problem')} with the inputs; nothing was deleted.`
        : '';
    return { status: 'failed', outcomes: [], failures: error.problems, closing };
  }
  if (error instanceof http_errors/* Refusal */.P_) {
    const reason = 'The step refused, and deleted nothing.';
    const outcomes = error.selected.map((key) => {
      if (key.uid !== error.failedUid)
        return (0,delete_keys/* outcome */.bu)(key, key.missing === undefined ? 'not-attempted' : 'not-found', { reason });
      return (0,delete_keys/* outcome */.bu)(key, 'failed', {
        reason: error.message,
        ...(error.cause instanceof http_errors/* RequestError */.GI && { cause: error.cause }),
      });
    });
    return { status: 'failed', outcomes, failures: [error.message], closing: '' };
  }
  return { status: 'failed', outcomes: [], failures: [(0,http_errors/* describeDefect */.Zm)(error)], closing: '' };
}
function stepStatus(outcomes) {
  const any = (...statuses) => outcomes.some(({ status }) => statuses.includes(status));
  if (any('failed', 'not-attempted')) return 'failed';
  if (any('would-delete')) return 'would-delete';
  return any('deleted') ? 'deleted' : 'not-found';
}
const WORDS = {
  deleted: 'deleted',
  'would-delete': 'would be deleted',
  'not-found': 'not found',
  failed: 'failed',
  'not-attempted': 'not attempted',
};
function tally(outcomes) {
  const parts = Object.entries(WORDS).flatMap(([status, words]) => {
    const number = outcomes.filter((each) => each.status === status).length;
    return number === 0 ? [] : [`${number} ${words}`];
  });
  return `TURN keys: ${parts.join(', ') || 'none selected'}`;
}
function logOutcome(each, ifNotFound, log) {
  if (each.status === 'deleted') {
    log.info(`Deleted TURN key ${report_name(each)}${each.reason && `: ${each.reason}`}.`);
  } else if (each.status === 'would-delete') {
    log.info(`Would delete TURN key ${report_name(each)}.`);
  } else if (each.status === 'not-found') {
    if (ifNotFound === 'warn') log.warning(sayNotFound(each));
    if (ifNotFound === 'ignore') log.info(sayNotFound(each));
  }
}
function sayFailed(each) {
  if (!each.confirmed) return `Could not delete TURN key ${report_name(each)}: ${each.reason}`;
  return `Cloudflare confirmed the deletion of TURN key ${report_name(each)}, but it could not be verified: ${each.reason}`;
}
function sayNotFound({ uid, reason }) {
  return `${uid === '' ? '' : `TURN key ${uid} was not found, so there was nothing to delete. `}${reason}`;
}
function report_name(each) {
  const created = each.created === '' ? '' : `, created ${(0,sanitize/* clip */.$Q)(each.created, 64)}`;
  return each.name === '' && created === '' ? each.uid : `${each.uid} (${(0,sanitize/* quote */.hD)(each.name)}${created})`;
}
const ANNOTATIONS = 9;
function announce({ failures, closing, outcomes }, log, setFailed) {
  const [first] = failures;
  if (first === undefined) return;
  if (failures.length === 1) {
    setFailed([first, closing].filter(Boolean).join(' '));
    return;
  }
  for (const failure of failures.slice(0, ANNOTATIONS)) log.error(failure);
  for (const failure of failures.slice(ANNOTATIONS)) log.info(failure);
  setFailed(closing === '' ? `${tally(outcomes)}.` : closing);
}
function outputsOf({ status, outcomes }) {
  const selected = outcomes.filter(({ uid }) => uid !== '');
  const only = selected.length === 1 ? selected[0] : undefined;
  return {
    status,
    uid: only?.uid ?? '',
    name: only?.name ?? '',
    created: only?.created ?? '',
    modified: only?.modified ?? '',
    'deleted-count': String(outcomes.filter((each) => each.status === 'deleted').length),
    results: JSON.stringify(outcomes.map(toResult)),
  };
}
function toResult(each) {
  const { uid, name, created, modified, status, answer } = each;
  const failed = status === 'failed' || status === 'not-attempted';
  return { uid, name, created, modified, status, ...(failed && { error: toError(explain(each), answer) }) };
}
function explain({ status, confirmed, reason }) {
  return status === 'failed' && confirmed
    ? `Cloudflare confirmed the deletion, but it could not be verified: ${reason}`
    : reason;
}
function toError(message, answer) {
  return {
    http_status: answer?.status ?? null,
    code: answer?.errors.find(({ code }) => code !== undefined)?.code ?? null,
    message,
    ray_id: answer === undefined || answer.ray === '' ? null : answer.ray,
  };
}

;// CONCATENATED MODULE: ./build/output/summary.js



const MOST_TABLE_BYTES = 900 * 1024;
const DASHBOARD = 'https://dash.cloudflare.com/?to=/:account/realtime/turn';
const CREDENTIALS = 'https://developers.cloudflare.com/realtime/turn/generate-credentials/';
function writeSummary(summary, path, report) {
  const { outcomes, failures } = report;
  summary.addHeading(
    outcomes.length === 0 && failures.length > 0 ? 'TURN keys: nothing was deleted' : tally(outcomes),
    2,
  );
  const told = outcomes.filter(({ status }) => status === 'failed' || status === 'not-found');
  const untold = failures.filter(
    (failure) => !told.some(({ reason }) => reason !== '' && failure.includes(reason)),
  );
  if (untold.length > 0) summary.addList(untold.slice(0, 20).map((failure) => asCode(failure, 2000)));
  addOutcomes(summary, outcomes);
  summary.addRaw(`<p><a href="${DASHBOARD}">TURN keys in the Cloudflare dashboard</a></p>`, true);
  summary.addRaw(
    `<p>Deleting a key stops new credentials from being issued; do not assume that it ends those already issued: ` +
      `if they must end, <a href="${CREDENTIALS}">revoke them</a> before deleting the key.</p>`,
    true,
  );
  if (path === '') throw new Error('the runner offers no file for it');
  (0,external_node_fs_namespaceObject.appendFileSync)(path, summary.stringify());
}
function addOutcomes(summary, outcomes) {
  if (outcomes.length === 0) return;
  const rows = [];
  let bytes = 0;
  for (const each of outcomes) {
    const row = toRow(each);
    bytes += row.reduce(
      (sum, cell) => sum + Buffer.byteLength(cell) + '<td></td>'.length,
      '<tr></tr>'.length,
    );
    if (bytes > MOST_TABLE_BYTES) break;
    rows.push(row);
  }
  const header = ['Key', 'Name', 'Created', 'Result'].map((data) => ({ data, header: true }));
  summary.addTable([header, ...rows]);
  const left = outcomes.length - rows.length;
  if (left > 0) summary.addRaw(`<p>${(0,sanitize/* count */.U9)(left, 'more key')} in the output <code>results</code>.</p>`, true);
}
const MARKS = {
  deleted: '✅',
  'would-delete': '📝',
  'not-found': '⚪',
  failed: '❌',
  'not-attempted': '⏭️',
};
function toRow(each) {
  const { uid, name, created, status } = each;
  const reason = explain(each);
  const why = reason === '' ? '' : `<br>${asCode(reason, 600)}`;
  return [asCode(uid, 64), asCode(name, 200), asCode(created, 64), `${MARKS[status]} ${status}${why}`];
}
function asCode(text, length) {
  if (text === '') return '–';
  const escaped = (0,sanitize/* clip */.$Q)((0,sanitize/* oneLine */.TN)(text), length).replace(
    /[&<>"'`]/g,
    (character) => `&#${character.charCodeAt(0)};`,
  );
  return `<code>${escaped}</code>`;
}

;// CONCATENATED MODULE: ./build/main.js













async function run(core, env) {
  const redact = (0,sanitize/* redactor */.$p)(maskSecrets(core, env));
  const log = openLog(core, redact);
  const setFailed = (message) => {
    core.setFailed((0,sanitize/* oneLine */.TN)(redact(message)));
  };
  const budget = (0,deadline/* openBudget */.ak)();
  let report;
  try {
    report = await perform(core, env, { budget, log, redact });
  } catch (error) {
    report = reportError(error);
  }
  report = withoutSecrets(report, redact);
  const failures = [...report.failures];
  try {
    for (const [name, value] of Object.entries(outputsOf(report))) core.setOutput(name, value);
  } catch (error) {
    failures.push(
      `The outputs could not be written (${messageOf(error)}): later steps see none of them. Check the runner's disk.`,
    );
  }
  try {
    writeSummary(core.summary, env['GITHUB_STEP_SUMMARY'] ?? '', report);
  } catch (error) {
    log.info(`The job summary could not be written (${messageOf(error)}).`);
  }
  announce({ ...report, failures }, log, setFailed);
  budget.close();
  return failures.length === 0;
}
async function perform(core, env, { budget, log, redact }) {
  const inputs = readInputs(core, env);
  const { ifNotFound } = inputs;
  budget.limit(inputs.timeoutMs);
  const http = openHttp(log);
  const connection = { http, log, redact, stop: budget.stop, end: budget.end };
  const retries = (0,retry/* openRetries */.xw)({ ...inputs, budget, log });
  const turnKeys = (0,turn_keys/* openTurnKeys */.E)(openCloudflare({ ...inputs, ...connection }), retries, budget.stop);
  const selected = await choose(inputs, {
    turnKeys,
    log,
    now: Date.now,
    askGitHub: (numbers) => askGitHub(numbers, inputs, { budget, log, redact }),
  });
  const onOutcome = (each) => {
    logOutcome(withoutSecret(each, redact), ifNotFound, log);
  };
  const outcomes = inputs.dryRun
    ? rehearse(selected, log, onOutcome)
    : await (0,delete_keys/* deleteKeys */.IO)(selected, { turnKeys, budget, verify: inputs.verify, onOutcome });
  return reportOutcomes(outcomes, { ifNotFound, cancelled: budget.cancelled() });
}
async function askGitHub(numbers, inputs, { budget, log, redact }) {
  const { readPullRequests } = await Promise.all(/* import() */[__nccwpck_require__.e(413), __nccwpck_require__.e(387)]).then(__nccwpck_require__.bind(__nccwpck_require__, 387)).catch((error) => {
    throw new http_errors/* Refusal */.P_(
      `Nothing was deleted, because what the runner says of this run could not be read (GITHUB_EVENT_PATH, GITHUB_API_URL): ${messageOf(error)}.`,
      { selected: [], cause: error },
    );
  });
  const http = openHttp(log);
  const retries = (0,retry/* openRetries */.xw)({ ...inputs, budget, log });
  const { stop, end } = budget;
  try {
    return await readPullRequests(numbers, { http, retries, redact, stop, end, token: inputs.githubToken });
  } finally {
    http.close();
  }
}
async function choose(inputs, context) {
  const { keys, expectedNames, dryRun } = inputs;
  if (keys.by === 'id' && expectedNames.length === 0 && !dryRun)
    return keys.ids.map((uid) => ({ uid, known: {} }));
  const { planDeletion } = await __nccwpck_require__.e(/* import() */ 169).then(__nccwpck_require__.bind(__nccwpck_require__, 169));
  return await planDeletion(inputs, context);
}
function rehearse(selected, log, onOutcome) {
  const outcomes = selected.map((key) =>
    key.missing === undefined
      ? (0,delete_keys/* outcome */.bu)(key, 'would-delete')
      : (0,delete_keys/* outcome */.bu)(key, 'not-found', { reason: key.missing }),
  );
  outcomes.forEach(onOutcome);
  log.info(
    `This was a dry run: ${(0,sanitize/* count */.U9)(outcomes.filter(({ status }) => status === 'would-delete').length, 'TURN key')} would be deleted, and nothing was. ` +
      'It shows that the token can read the keys; that it may delete them, only a deletion can show.',
  );
  return outcomes;
}
function withoutSecrets(report, redact) {
  return {
    ...report,
    outcomes: report.outcomes.map((each) => withoutSecret(each, redact)),
    failures: report.failures.map(redact),
  };
}
function withoutSecret(each, redact) {
  const { uid, name, created, modified, reason } = each;
  return {
    ...each,
    uid: redact(uid),
    name: redact(name),
    created: redact(created),
    modified: redact(modified),
    reason: redact(reason),
  };
}
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

;// CONCATENATED MODULE: ./build/index.js


const core = {
  debug: isDebug() ? core_debug : () => undefined,
  error: error,
  getInput: getInput,
  info: info,
  notice: notice,
  setFailed: setFailed,
  setOutput: setOutput,
  setSecret: core_setSecret,
  summary: summary,
  warning: warning,
};
process.exitCode = ExitCode.Failure;
process.stdout.on('error', () => undefined);
let reported = false;
process.once('beforeExit', () => {
  if (!reported)
    core.setFailed('The step ended before it could report: look in the dashboard for what was deleted.');
});
void run(core, process.env).then((succeeded) => {
  reported = true;
  if (succeeded) process.exitCode = ExitCode.Success;
  process.stdout.write('', () => process.exit());
  setTimeout(() => process.exit(), 5_000).unref();
});

module.exports = __webpack_exports__;
/******/ })()
;