/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 7157:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ THROTTLED),
/* harmony export */   p: () => (/* binding */ NOT_FOUND)
/* harmony export */ });
const NOT_FOUND = 20008;
const THROTTLED = 971;


/***/ }),

/***/ 8219:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ readEnvelope),
/* harmony export */   N: () => (/* binding */ readMessages)
/* harmony export */ });
/* harmony import */ var _lib_json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9897);
/* harmony import */ var _lib_objects_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6727);


const CHAIN_DEPTH = 8;
function readEnvelope(body) {
	const json = (0,_lib_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .q)(body);
	if (!(0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(json)) return undefined;
	const { success, errors, messages, result, result_info: info, ...beside } = json;
	return {
		success: typeof success === 'boolean' ? success : undefined,
		errors: readMessages(errors),
		messages: readMessages(messages),
		result,
		resultInfo: { ...beside, ...((0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(info) && info) },
	};
}
function readMessages(value, depth = CHAIN_DEPTH) {
	if (!Array.isArray(value) || depth === 0) return [];
	return value.map((entry) => {
		const fields = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(entry) ? entry : { message: entry };
		const { source, extensions } = fields;
		return {
			code: readCode(fields['code'] ?? ((0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(extensions) ? extensions['code'] : undefined)),
			message: asString(fields['message']),
			documentationUrl: asString(fields['documentation_url']),
			pointer: (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(source) ? asString(source['pointer']) : '',
			chain: readMessages(fields['error_chain'], depth - 1),
		};
	});
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

/***/ 6924:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ CloudflareError),
/* harmony export */   c: () => (/* binding */ isNotFound)
/* harmony export */ });
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2589);
/* harmony import */ var _codes_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7157);


class CloudflareError extends _http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ResponseError */ .o3 {
	name = 'CloudflareError';
	failure;
	rayId;
	errors;
	constructor(message, options) {
		super(message, options);
		this.failure = options.failure;
		this.rayId = options.rayId ?? '';
		this.errors = options.errors ?? [];
	}
	hasCode(code) {
		return someError(this.errors, (error) => error.code === code);
	}
	says(pattern) {
		return someError(this.errors, ({ message }) => pattern.test(message));
	}
	get outcomeUnknown() {
		return (0,_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isSuccess */ .oJ)(this.status) && this.failure !== 'refused';
	}
	toFailedResponse() {
		return {
			httpStatus: this.status,
			code: this.errors.find(({ code }) => code !== undefined)?.code,
			rayId: this.rayId,
		};
	}
}
function someError(errors, test) {
	return errors.some((error) => test(error) || someError(error.chain, test));
}
function isNotFound(error) {
	return error.errors.some(({ code }) => code === _codes_js__WEBPACK_IMPORTED_MODULE_1__/* .NOT_FOUND */ .p);
}


/***/ }),

/***/ 2589:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ab: () => (/* binding */ isServerFailure),
/* harmony export */   GI: () => (/* binding */ RequestError),
/* harmony export */   Rc: () => (/* binding */ ConnectionError),
/* harmony export */   e2: () => (/* binding */ isAttemptError),
/* harmony export */   o3: () => (/* binding */ ResponseError),
/* harmony export */   oJ: () => (/* binding */ isSuccess)
/* harmony export */ });
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
class ResponseError extends Error {
	name = 'ResponseError';
	status;
	hints;
	constructor(message, options) {
		super(message);
		this.status = options.status;
		this.hints = options.hints ?? {};
	}
}
function isSuccess(status) {
	return status >= 200 && status <= 299;
}
function isServerFailure(status) {
	return status === 408 || (status >= 500 && status <= 599);
}
function isAttemptError(error) {
	return error instanceof ConnectionError || error instanceof ResponseError;
}
class RequestError extends Error {
	name = 'RequestError';
	last;
	affectsAllKeys;
	constructor(message, options) {
		super(message, { cause: options.last });
		this.last = options.last;
		this.affectsAllKeys = options.affectsAllKeys;
	}
}


/***/ }),

/***/ 994:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GS: () => (/* binding */ IDLE_MS),
/* harmony export */   YK: () => (/* binding */ MAX_BODY_BYTES),
/* harmony export */   nk: () => (/* binding */ OVERSIZED_BODY)
/* harmony export */ });
const MAX_BODY_BYTES = 1024 * 1024;
const OVERSIZED_BODY = `a body of more than ${MAX_BODY_BYTES / 1024 / 1024} MiB`;
const IDLE_MS = 30_000;


/***/ }),

/***/ 4394:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   PS: () => (/* binding */ windowEndsMs),
/* harmony export */   SX: () => (/* binding */ openRateLimit),
/* harmony export */   nt: () => (/* binding */ parseQuotas)
/* harmony export */ });
/* unused harmony export isNearlyUsedUp */
/* harmony import */ var _lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1647);
/* harmony import */ var _lib_format_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1580);
/* harmony import */ var _lib_time_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4374);



function parseQuotas(headers) {
	const policies = parseItems(headers['ratelimit-policy']);
	return parseItems(headers['ratelimit']).flatMap(({ name, parameters }) => {
		const { r: left, q, w, t } = parameters;
		const seconds = t ?? w;
		if (left === undefined || seconds === undefined) return [];
		const policy = policies.length === 1 ? policies[0] : policies.find((each) => each.name === name);
		const limit = q ?? policy?.parameters['q'];
		return [{ name, left, limit, endsMs: seconds * 1000, isEndKnown: t !== undefined }];
	});
}
function parseItems(header) {
	if (header === undefined) return [];
	const text = typeof header === 'string' ? header : header.join(',');
	if (text.length > 4096) return [];
	return text.split(',').map((item) => {
		const [name = '', ...pairs] = item.split(';').map((part) => part.trim());
		const numbers = pairs.flatMap((pair) => {
			const [, key = '', value = ''] = /^([a-z]+)\s*=\s*"?(\d{1,12}(?:\.\d+)?)"?$/i.exec(pair) ?? [];
			return key === '' ? [] : [[key.toLowerCase(), Number(value)]];
		});
		return { name, parameters: Object.fromEntries(numbers) };
	});
}
const RESERVED_SHARE = 1 / 20;
function isNearlyUsedUp({ left, limit }, inFlight) {
	return limit !== undefined && left - inFlight < limit * RESERVED_SHARE;
}
function windowEndsMs(quotas) {
	const used = quotas.filter(({ left }) => left === 0);
	return used.length === 0 ? undefined : Math.max(...used.map(({ endsMs }) => endsMs));
}
const SAME_WINDOW_MS = 1_500;
function openRateLimit(options) {
	const { owner, clock, remaining, info } = options;
	let pausedUntil = 0;
	let inFlight = 0;
	let quotas = [];
	let announced = -Infinity;
	const outlasted = new AbortController();
	function nextWindow() {
		const now = clock.monotonic();
		const [last] = quotas
			.filter(({ endsAt }) => endsAt > now && endsAt - now < remaining())
			.filter((quota) => isNearlyUsedUp(quota, inFlight))
			.toSorted((a, b) => b.endsAt - a.endsAt);
		if (last === undefined) return 0;
		if (last.endsAt > announced + SAME_WINDOW_MS) {
			announced = last.endsAt;
			info(
				`Pausing ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatSeconds */ .Xo)(last.endsAt - now)}: ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatNumber */ .ZV)(last.left)} of ${owner} ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatNumber */ .ZV)(last.limit ?? 0)} requests are left for this token.`,
			);
		}
		return last.endsAt;
	}
	async function enter({ notBefore, paced }, softStop) {
		softStop.throwIfAborted();
		for (;;) {
			outlasted.signal.throwIfAborted();
			const until = Math.max(notBefore, pausedUntil, paced ? nextWindow() : 0);
			const left = until - clock.monotonic();
			if (left <= 0) break;
			await (0,_lib_time_js__WEBPACK_IMPORTED_MODULE_2__/* .sleep */ .yy)(clock, left, AbortSignal.any([softStop, outlasted.signal]));
		}
		inFlight++;
	}
	function observe(headers) {
		const now = clock.monotonic();
		const read = parseQuotas(headers);
		if (read.length === 0) return;
		quotas = read.map((quota) => {
			const endsAt = now + quota.endsMs;
			const known = quotas.find((each) => each.name === quota.name && each.endsAt > now);
			const isSame =
				known !== undefined &&
				(Math.abs(known.endsAt - endsAt) < SAME_WINDOW_MS ||
					(known.isEndKnown && known.endsAt - now > SAME_WINDOW_MS));
			return isSame
				? { ...quota, left: Math.min(quota.left, known.left), endsAt: Math.min(endsAt, known.endsAt) }
				: { ...quota, endsAt };
		});
	}
	return {
		enter,
		leave() {
			inFlight--;
		},
		observe,
		pauseUntil(time) {
			pausedUntil = Math.max(pausedUntil, time);
		},
		giveUp() {
			outlasted.abort(
				new _lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__/* .StoppedError */ .Ko(
					`${owner} rate limit lasts longer than what is left of the time limit: run the job again later, or raise \`timeout-seconds\`.`,
				),
			);
		},
	};
}


/***/ }),

/***/ 3308:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $P: () => (/* binding */ readBaseUrl),
/* harmony export */   d4: () => (/* binding */ checkProxy),
/* harmony export */   sX: () => (/* binding */ isIpv6)
/* harmony export */ });
function readBaseUrl({ value, source }, addProblem) {
	const fault = findFault(value);
	if (fault !== undefined) {
		addProblem((explanations) => explanations.explainBaseUrl({ value, source }, fault));
		return '';
	}
	const { origin, pathname } = new URL(value);
	return `${origin}${pathname.replace(/\/+$/, '')}`;
}
function findFault(value) {
	if (!URL.canParse(value)) return 'no-url';
	const { username, password, hostname, protocol } = new URL(value);
	if (username !== '' || password !== '') return 'password';
	if (isIpv6(hostname)) return 'ipv6';
	if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) return 'scheme';
	return value.includes('?') || value.includes('#') ? 'query' : undefined;
}
function isLoopback(hostname) {
	return hostname === 'localhost' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
function isIpv6(hostname) {
	return hostname.startsWith('[');
}
function checkProxy(url, env, bypassesProxy, addProblem) {
	if (bypassesProxy(url)) return;
	const lower = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
	const name = env[lower] ? lower : lower.toUpperCase();
	const value = env[name] ?? '';
	if (value !== '' && !isProxyUrl(value)) {
		addProblem((explanations) => explanations.explainProxy(name));
	}
}
function isProxyUrl(value) {
	if (!URL.canParse(value)) return false;
	const { protocol, username, password, hostname } = new URL(value);
	try {
		decodeURIComponent(username + password);
	} catch {
		return false;
	}
	return (protocol === 'http:' || protocol === 'https:') && !isIpv6(hostname);
}


/***/ }),

/***/ 9815:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Pl: () => (/* binding */ emptySafetyInputs),
/* harmony export */   Qh: () => (/* binding */ INPUT_NAMES),
/* harmony export */   qs: () => (/* binding */ unknownInputs),
/* harmony export */   ut: () => (/* binding */ VARIABLES),
/* harmony export */   wK: () => (/* binding */ readValue),
/* harmony export */   zY: () => (/* binding */ DEFAULTS)
/* harmony export */ });
/* harmony import */ var _lib_objects_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6727);

const DEFAULTS = {
	'expected-name': '*',
	'older-than': '0m',
	'unused-for': '0m',
	'if-in-use': 'error',
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
	'unused-for',
	'if-in-use',
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
const SAFETY_INPUTS = ['expected-name', 'older-than', 'unused-for', 'dry-run'];
function readValue(core, env, name) {
	const source = `Input '${name}'`;
	const value = core.getInput(name).trim();
	if (value !== '') return { value, source };
	const variable = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_0__/* .isKeyOf */ .bX)(VARIABLES, name) ? VARIABLES[name] : undefined;
	const fallback = variable === undefined ? '' : (env[variable]?.trim() ?? '');
	if (fallback !== '') return { value: fallback, source: `Environment variable ${variable ?? ''}` };
	return { value: (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_0__/* .isKeyOf */ .bX)(DEFAULTS, name) ? DEFAULTS[name] : '', source };
}
const PREFIX = 'INPUT_';
function emptySafetyInputs(env) {
	return SAFETY_INPUTS.filter((name) => env[`${PREFIX}${name.toUpperCase()}`]?.trim() === '');
}
function unknownInputs(env) {
	return Object.keys(env)
		.filter((variable) => variable.startsWith(PREFIX))
		.map((variable) => variable.slice(PREFIX.length).toLowerCase())
		.filter((name) => !INPUT_NAMES.some((known) => known === name));
}


/***/ }),

/***/ 7931:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   LA: () => (/* binding */ unwrapToken),
/* harmony export */   P7: () => (/* binding */ findTokenFault),
/* harmony export */   Qx: () => (/* binding */ MAX_ID_LENGTH),
/* harmony export */   Vg: () => (/* binding */ hasSecretForm),
/* harmony export */   aI: () => (/* binding */ findOtherSecret)
/* harmony export */ });
const MAX_ID_LENGTH = 36;
function hasSecretForm(text) {
	return /[A-Za-z0-9_-]{37,}/.test(text);
}
function unwrapToken(token) {
	return token
		.replace(/^(authorization:)?\s*bearer\s+/i, '')
		.replace(/^(["'`])(.*)\1$/s, '$2')
		.replace(/^bearer\s/i, '')
		.trim();
}
function findTokenFault(token) {
	if (/^(authorization:\s*)?bearer\b/i.test(token)) return 'bearer';
	if (/^["'`]|["'`]$/.test(token)) return 'quotes';
	if (/\s/.test(token)) return 'white-space';
	return /[^\x21-\x7e]/.test(token) ? 'non-ascii' : undefined;
}
function findOtherSecret(token) {
	if (token.startsWith('cfk_') || /^[0-9a-f]{37,45}$/.test(token)) return 'global-api-key';
	return /^[0-9a-f]{64}$/i.test(token) ? 'turn-key-token' : undefined;
}


/***/ }),

/***/ 9155:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ describeAge),
/* harmony export */   v: () => (/* binding */ creationTime)
/* harmony export */ });
/* harmony import */ var _lib_format_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1580);
/* harmony import */ var _lib_time_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4374);


const FIRST_DATE = Date.UTC(2010, 0, 1);
function creationTime({ created }) {
	const time = (0,_lib_time_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDateTime */ .DP)(created ?? '');
	return time !== undefined && time >= FIRST_DATE ? time : undefined;
}
function describeAge(time, now) {
	return time > now ? '' : (0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatAge */ .nV)(now - time);
}


/***/ }),

/***/ 2968:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ makeOutcome)
/* harmony export */ });
function makeOutcome({ uid, known }, status, more = {}) {
	const { reason = '', key, mayBeDeleted = false, response } = more;
	return {
		uid,
		name: firstNonEmpty(key?.name, known.name),
		created: firstNonEmpty(key?.created, known.created),
		modified: firstNonEmpty(key?.modified, known.modified),
		status,
		reason,
		confirmed: key !== undefined,
		mayBeDeleted,
		...(response !== undefined && { response }),
	};
}
function firstNonEmpty(...texts) {
	return texts.find((text) => text !== undefined && text !== '') ?? '';
}


/***/ }),

/***/ 7180:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ planById)
/* harmony export */ });
function planById(uid) {
	return { uid, known: {}, plan: 'delete', reason: '' };
}


/***/ }),

/***/ 8044:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ RefusalError)
/* harmony export */ });
class RefusalError extends Error {
	name = 'RefusalError';
	why;
	planned;
	failedUid;
	constructor(message, options = {}) {
		super(message, { cause: options.cause });
		this.why = options.why ?? '';
		this.planned = options.planned ?? [];
		this.failedUid = options.failedUid;
	}
}


/***/ }),

/***/ 579:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ isKeyId)
/* harmony export */ });
function isKeyId(text) {
	return /^[A-Za-z0-9_-]{32}$/.test(text);
}


/***/ }),

/***/ 1647:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ko: () => (/* binding */ StoppedError),
/* harmony export */   LH: () => (/* binding */ openDeadline),
/* harmony export */   gD: () => (/* binding */ CANCELLED)
/* harmony export */ });
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1580);

class StoppedError extends Error {
	name = 'StoppedError';
}
const CANCELLED = 'The run was cancelled';
const GRACE_MS = 5_000;
function openDeadline(clock, signals) {
	const soft = new AbortController();
	const hard = new AbortController();
	let end = Infinity;
	let cancelTimer;
	let cancelGrace;
	let cancellation;
	function limit(milliseconds) {
		end = clock.monotonic() + milliseconds;
		cancelTimer = clock.after(milliseconds, () => {
			const reason =
				cancellation ??
				new StoppedError(
					`The step reached its time limit of ${(0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .pluralize */ .td)(milliseconds / 1000, 'second')}: raise \`timeout-seconds\`, or select fewer keys.`,
				);
			soft.abort(reason);
			hard.abort(reason);
		});
	}
	function cancel() {
		if (cancellation !== undefined) return;
		const reason = new StoppedError(
			`${CANCELLED}: run the step again for the remaining keys, with \`if-not-found: ignore\`.`,
		);
		cancellation = reason;
		soft.abort(reason);
		cancelGrace = clock.after(GRACE_MS, () => {
			hard.abort(reason);
		});
	}
	signals.on('SIGINT', cancel);
	signals.on('SIGTERM', cancel);
	return {
		limit,
		cancelled: () => cancellation !== undefined,
		remaining: () => Math.max(0, end - clock.monotonic()),
		softStop: soft.signal,
		hardStop: hard.signal,
		close() {
			cancelTimer?.();
			cancelGrace?.();
			signals.removeListener('SIGINT', cancel);
			signals.removeListener('SIGTERM', cancel);
		},
	};
}


/***/ }),

/***/ 3966:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ describeDefect)
/* harmony export */ });
function describeDefect(error) {
	const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	return `An unexpected error, which is a defect of this action (${what}). Please report it at https://github.com/delete-turn-key/action/issues.`;
}


/***/ }),

/***/ 1580:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Xo: () => (/* binding */ formatSeconds),
/* harmony export */   ZV: () => (/* binding */ formatNumber),
/* harmony export */   nV: () => (/* binding */ formatAge),
/* harmony export */   td: () => (/* binding */ pluralize)
/* harmony export */ });
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4374);

function pluralize(number, noun) {
	return `${formatNumber(number)} ${noun}${number === 1 ? '' : 's'}`;
}
function formatNumber(number) {
	return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
function formatSeconds(milliseconds) {
	const value = milliseconds / _time_js__WEBPACK_IMPORTED_MODULE_0__/* .SECOND_MS */ ._L;
	return `${value < 10 ? Number(value.toFixed(1)) : Math.ceil(value)} s`;
}
function formatAge(milliseconds) {
	const units = [
		[_time_js__WEBPACK_IMPORTED_MODULE_0__/* .DAY_MS */ .sO, 'day'],
		[_time_js__WEBPACK_IMPORTED_MODULE_0__/* .HOUR_MS */ .iQ, 'hour'],
		[_time_js__WEBPACK_IMPORTED_MODULE_0__/* .MINUTE_MS */ .kg, 'minute'],
	];
	const [size, unit] = units.find(([each]) => milliseconds >= 2 * each) ?? [_time_js__WEBPACK_IMPORTED_MODULE_0__/* .MINUTE_MS */ .kg, 'minute'];
	return pluralize(Math.floor(milliseconds / size), unit);
}


/***/ }),

/***/ 9897:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ parseJson)
/* harmony export */ });
function parseJson(text) {
	try {
		return JSON.parse(text.replace(/^\ufeff/, ''), /\\ud/i.test(text) ? toWellFormed : undefined);
	} catch {
		return undefined;
	}
}
function toWellFormed(_key, value) {
	return typeof value === 'string' ? value.toWellFormed() : value;
}


/***/ }),

/***/ 6727:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   bX: () => (/* binding */ isKeyOf),
/* harmony export */   u4: () => (/* binding */ isRecord)
/* harmony export */ });
function isRecord(value) {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isKeyOf(object, key) {
	return Object.hasOwn(object, key);
}
function messageOf(error) {
	return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 5728:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ inParallel)
/* harmony export */ });
async function inParallel(items, limit, task) {
	const results = [];
	const queue = items.entries();
	let failure;
	async function work() {
		for (const [index, item] of queue) {
			if (failure !== undefined) return;
			try {
				results[index] = await task(item);
			} catch (error) {
				failure ??= { error };
			}
		}
	}
	await Promise.all(Array.from({ length: limit }, work));
	if (failure !== undefined) throw failure.error;
	return results;
}


/***/ }),

/***/ 7480:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EH: () => (/* binding */ escapeLine),
/* harmony export */   Kb: () => (/* binding */ excerpt),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   kU: () => (/* binding */ truncateMiddle),
/* harmony export */   xv: () => (/* binding */ truncate)
/* harmony export */ });
const PLAIN = /^[\x20-\x7e]*$/;
let unsafe;
function unsafeCharacters() {
	return (unsafe ??= new RegExp('[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]', 'gu'));
}
function escapeLine(text) {
	const shown = PLAIN.test(text)
		? text
		: text
				.toWellFormed()
				.replace(unsafeCharacters(), (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
	return shown.replaceAll('##[', '##\\[');
}
const ELLIPSIS = '\u2026';
function truncate(text, length) {
	if (text.length <= length) return text;
	const start = text
		.slice(0, length - 1)
		.toWellFormed()
		.replace(/\ufffd$/, '');
	return start + ELLIPSIS;
}
function truncateMiddle(text, maxBytes) {
	const bytes = Buffer.from(text);
	if (bytes.length <= maxBytes) return text;
	function isInsideCharacter(index) {
		return ((bytes[index] ?? 0) & 0xc0) === 0x80;
	}
	const gap = ` ${ELLIPSIS} `;
	let start = Math.floor((maxBytes - Buffer.byteLength(gap)) / 2);
	let end = bytes.length - start;
	while (isInsideCharacter(start)) start--;
	while (isInsideCharacter(end)) end++;
	return bytes.toString('utf8', 0, start) + gap + bytes.toString('utf8', end);
}
function quote(value, length = 120) {
	return `"${truncate(escapeLine(truncate(value, length)), length)}"`;
}
function excerpt(body) {
	const text = body.slice(0, 4096).replace(/\s+/g, ' ').trim();
	return text === '' ? 'an empty body' : quote(text, 200);
}


/***/ }),

/***/ 4374:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DP: () => (/* binding */ parseDateTime),
/* harmony export */   _L: () => (/* binding */ SECOND_MS),
/* harmony export */   iQ: () => (/* binding */ HOUR_MS),
/* harmony export */   kg: () => (/* binding */ MINUTE_MS),
/* harmony export */   ml: () => (/* binding */ systemClock),
/* harmony export */   sO: () => (/* binding */ DAY_MS),
/* harmony export */   yy: () => (/* binding */ sleep)
/* harmony export */ });
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const systemClock = {
	monotonic: () => process.uptime() * 1000,
	now: () => Date.now(),
	after(milliseconds, callback) {
		const timer = setTimeout(callback, milliseconds);
		return () => {
			clearTimeout(timer);
		};
	},
};
async function sleep(clock, milliseconds, signal) {
	signal.throwIfAborted();
	await new Promise((resolve, reject) => {
		function onAbort() {
			cancel();
			reject(signal.reason);
		}
		const cancel = clock.after(milliseconds, () => {
			signal.removeEventListener('abort', onAbort);
			resolve();
		});
		signal.addEventListener('abort', onAbort);
	});
}
const RFC_3339 =
	/^(\d{4})-(\d\d)-(\d\d)[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
function parseDateTime(text) {
	const date = text.toUpperCase();
	const [, year = 0, month = 0, day = 0] = (RFC_3339.exec(date) ?? []).map(Number);
	const isDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
	return month >= 1 && month <= 12 && isDay ? Date.parse(date.replace(' ', 'T')) : undefined;
}


/***/ }),

/***/ 6159:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N4: () => (/* binding */ tally),
/* harmony export */   Rx: () => (/* binding */ describeKey),
/* harmony export */   WE: () => (/* binding */ explain),
/* harmony export */   a5: () => (/* binding */ redactReport),
/* harmony export */   fW: () => (/* binding */ logOutcome),
/* harmony export */   gY: () => (/* binding */ reportSuccess),
/* harmony export */   hf: () => (/* binding */ explainNotFound),
/* harmony export */   ly: () => (/* binding */ STATUS_WORDS),
/* harmony export */   yO: () => (/* binding */ hasSucceeded)
/* harmony export */ });
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7480);

function hasSucceeded(outcomes, { ifNotFound, cancelled }) {
	const failing = ['failed', 'not-attempted'];
	return (
		!cancelled &&
		!outcomes.some(
			({ status }) => failing.includes(status) || (status === 'not-found' && ifNotFound === 'error'),
		)
	);
}
function reportSuccess(outcomes) {
	const status = successStatus(outcomes);
	return { status, outcomes, failures: [], closing: '', headline: tally(outcomes), endedEarly: false };
}
function successStatus(outcomes) {
	for (const status of ['would-delete', 'deleted']) {
		if (outcomes.some((each) => each.status === status)) return status;
	}
	const picked = outcomes.filter(({ uid }) => uid !== '');
	return picked.length > 0 && picked.every(({ status }) => status === 'kept') ? 'kept' : 'not-found';
}
const STATUS_WORDS = {
	deleted: 'deleted',
	'would-delete': 'would be deleted',
	'not-found': 'not found',
	kept: 'kept',
	failed: 'failed',
	'not-attempted': 'not attempted',
};
function tally(outcomes) {
	const parts = Object.entries(STATUS_WORDS).flatMap(([status, words]) => {
		const number = outcomes.filter((each) => each.status === status).length;
		return number === 0 ? [] : [`${number} ${words}`];
	});
	return `TURN keys: ${parts.join(', ') || 'none selected'}`;
}
function logOutcome(each, ifNotFound, log) {
	const reason = each.reason && `: ${each.reason}`;
	switch (each.status) {
		case 'deleted':
			log.info(`Deleted TURN key ${describeKey(each)}${reason}.`);
			break;
		case 'would-delete':
			log.info(`Would delete TURN key ${describeKey(each)}.`);
			break;
		case 'kept':
			log.info(`Kept TURN key ${describeKey({ ...each, created: '' })}${reason}.`);
			break;
		case 'not-found':
			if (ifNotFound === 'warn') log.warning(explainNotFound(each));
			if (ifNotFound === 'ignore') log.info(explainNotFound(each));
			break;
		case 'failed':
		case 'not-attempted':
	}
}
function describeKey({ uid, name, created }) {
	const date = created === '' ? '' : `, created ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .truncate */ .xv)(created, 64)}`;
	return name === '' && date === '' ? uid : `${uid} (${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(name)}${date})`;
}
function explainNotFound({ uid, reason }) {
	return `${uid === '' ? '' : `TURN key ${uid} was not found, so there was nothing to delete. `}${reason}`;
}
function explain({ status, confirmed, reason }) {
	return status === 'failed' && confirmed
		? `Cloudflare confirmed the deletion, but it could not be verified: ${reason}`
		: reason;
}
function redactReport(report, redact) {
	return {
		...report,
		outcomes: report.outcomes.map(({ response, ...each }) => ({
			...each,
			uid: redact(each.uid),
			name: redact(each.name),
			created: redact(each.created),
			modified: redact(each.modified),
			reason: redact(each.reason),
			...(response !== undefined && {
				response: {
					...response,
					code: typeof response.code === 'string' ? redact(response.code) : response.code,
					rayId: redact(response.rayId),
				},
			}),
		})),
		failures: report.failures.map(redact),
		headline: redact(report.headline),
	};
}


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var net = __nccwpck_require__(9278);
var tls = __nccwpck_require__(4756);
var http = __nccwpck_require__(8611);
var https = __nccwpck_require__(5692);
var events = __nccwpck_require__(4434);
var assert = __nccwpck_require__(2613);
var util = __nccwpck_require__(9023);


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

/***/ 2613:
/***/ ((module) => {

module.exports = require("assert");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = require("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = require("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = require("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = require("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = require("net");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = require("node:net");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = require("os");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = require("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = require("util");

/***/ }),

/***/ 7034:
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
        servername: (__nccwpck_require__(7030).isIP)(proxy.host) === 0 ? proxy.host : '',
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

/***/ 2779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

var https__WEBPACK_IMPORTED_MODULE_1___namespace_cache;
var http__WEBPACK_IMPORTED_MODULE_0___namespace_cache;
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Qq: () => (/* binding */ HttpClient)
/* harmony export */ });
/* unused harmony exports HttpCodes, Headers, MediaTypes, getProxyUrl, HttpClientError, HttpClientResponse, isHttps */
/* harmony import */ var http__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8611);
/* harmony import */ var https__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5692);
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9783);
/* harmony import */ var tunnel__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7034);
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5814);
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
function getProxyUrl(serverUrl) {
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
class HttpClient {
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
        const proxyUrl = _proxy_js__WEBPACK_IMPORTED_MODULE_2__/* .getProxyUrl */ .s(parsedUrl);
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
        info.httpModule = usingSsl ? /*#__PURE__*/ (https__WEBPACK_IMPORTED_MODULE_1___namespace_cache || (https__WEBPACK_IMPORTED_MODULE_1___namespace_cache = __nccwpck_require__.t(https__WEBPACK_IMPORTED_MODULE_1__, 2))) : /*#__PURE__*/ (http__WEBPACK_IMPORTED_MODULE_0___namespace_cache || (http__WEBPACK_IMPORTED_MODULE_0___namespace_cache = __nccwpck_require__.t(http__WEBPACK_IMPORTED_MODULE_0__, 2)));
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
        const proxyUrl = _proxy_js__WEBPACK_IMPORTED_MODULE_2__/* .getProxyUrl */ .s(parsedUrl);
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
            maxSockets = this.requestOptions.maxSockets || http__WEBPACK_IMPORTED_MODULE_0__.globalAgent.maxSockets;
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
                tunnelAgent = overHttps ? tunnel__WEBPACK_IMPORTED_MODULE_3__.httpsOverHttps : tunnel__WEBPACK_IMPORTED_MODULE_3__.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel__WEBPACK_IMPORTED_MODULE_3__.httpOverHttps : tunnel__WEBPACK_IMPORTED_MODULE_3__.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new https__WEBPACK_IMPORTED_MODULE_1__.Agent(options) : new http__WEBPACK_IMPORTED_MODULE_0__.Agent(options);
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
        proxyAgent = new undici__WEBPACK_IMPORTED_MODULE_4__/* .ProxyAgent */ .k(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
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

/***/ }),

/***/ 9783:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ checkBypass),
/* harmony export */   s: () => (/* binding */ getProxyUrl)
/* harmony export */ });
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

/***/ }),

/***/ 5814:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ fetch),
/* harmony export */   k: () => (/* binding */ ProxyAgent)
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
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
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
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/utils.js
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
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/command.js


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
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/file-command.js
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
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
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
function setSecret(secret) {
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
function debug(message) {
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
    return __awaiter(this, void 0, void 0, function* () {
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
    return __awaiter(this, void 0, void 0, function* () {
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
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(7030);
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
// EXTERNAL MODULE: ./build/http/errors.js
var http_errors = __nccwpck_require__(2589);
// EXTERNAL MODULE: ./build/cloudflare/codes.js
var codes = __nccwpck_require__(7157);
// EXTERNAL MODULE: ./build/cloudflare/envelope.js
var cloudflare_envelope = __nccwpck_require__(8219);
;// CONCATENATED MODULE: ./build/cloudflare/api.js



const MAX_MESSAGES = 20;
function openCloudflare(options) {
	const { apiBaseUrl, accountId, http, log, observe, hardStop } = options;
	const headers = { accept: 'application/json', authorization: `Bearer ${options.apiToken}` };
	async function send(method, path, attempt) {
		const url = `${apiBaseUrl}/accounts/${accountId}${path}`;
		const response = await http.send({ method, url, headers, attempt }, hardStop);
		observe(response.headers);
		return await readResponse(response);
	}
	async function readResponse(response) {
		const { status, headers: responseHeaders, body } = response;
		const envelope = body === undefined ? undefined : (0,cloudflare_envelope/* readEnvelope */.H)(body);
		const { errors = [], messages = [] } = envelope ?? {};
		const success =
			envelope?.success === true && (0,http_errors/* isSuccess */.oJ)(status) && !errors.some(({ code }) => code === codes/* NOT_FOUND */.p);
		if (!success || [...errors, ...messages].length > 0) {
			const { describeMessage, toError } = await __nccwpck_require__.e(/* import() */ 272).then(__nccwpck_require__.bind(__nccwpck_require__, 7272));
			for (const message of messages.slice(0, MAX_MESSAGES)) {
				log.notice(`Cloudflare says: ${describeMessage(message)}`);
			}
			if (!success) throw toError(response, envelope);
			for (const error of errors.slice(0, MAX_MESSAGES)) {
				log.warning(`Cloudflare reports success, with an error beside it: ${describeMessage(error)}`);
			}
		}
		const { 'cf-ray': rayId = '', link = '' } = responseHeaders;
		return { ...envelope, status, rayId: String(rayId), link: String(link) };
	}
	function sendQuery(query, attempt) {
		return http.send(
			{
				method: 'POST',
				url: `${apiBaseUrl}/graphql`,
				headers: { ...headers, 'content-type': 'application/json' },
				body: JSON.stringify(query),
				attempt,
			},
			hardStop,
		);
	}
	return { send, sendQuery, accountId };
}

// EXTERNAL MODULE: ./build/lib/objects.js
var objects = __nccwpck_require__(6727);
// EXTERNAL MODULE: ./build/lib/sanitize.js
var sanitize = __nccwpck_require__(7480);
// EXTERNAL MODULE: ./build/cloudflare/errors.js
var errors = __nccwpck_require__(6924);
;// CONCATENATED MODULE: ./build/cloudflare/turn-keys.js




class DeletionError extends http_errors/* RequestError */.GI {
	mayBeDeleted;
	constructor(error, mayBeDeleted) {
		super(error.message, error);
		this.mayBeDeleted = mayBeDeleted;
	}
}
const PATH = '/calls/turn_keys';
function openTurnKeys(cloudflare, retries, softStop) {
	let tokenWorked = false;
	async function policy() {
		return (await __nccwpck_require__.e(/* import() */ 788).then(__nccwpck_require__.bind(__nccwpck_require__, 7788))).openFailurePolicy(() => tokenWorked);
	}
	function read(path, whenStopped, understand) {
		return retries.run({
			attempt: async (number) => understand(await cloudflare.send('GET', path, number)),
			policy,
			softStop: whenStopped,
		});
	}
	async function list() {
		const { collectKeys } = await __nccwpck_require__.e(/* import() */ 703).then(__nccwpck_require__.bind(__nccwpck_require__, 3703));
		const collector = collectKeys();
		for (let page = 1; ; page++) {
			const path = page === 1 ? PATH : `${PATH}?page=${page}`;
			const { listed, success } = await read(path, softStop, (response) => ({
				listed: readPage(response),
				success: response,
			}));
			if (success.status === 206) throw incomplete(success, 'HTTP 206 stands for a part of it');
			if (namesNextPage(success)) throw incomplete(success, 'its header `link` names a next page');
			const progress = collector.add(listed);
			if ('incomplete' in progress) throw incomplete(success, progress.incomplete);
			if (!progress.more) return collector.keys();
		}
	}
	async function get(uid, whenStopped) {
		try {
			return await read(`${PATH}/${uid}`, whenStopped, (success) => readKey(success, uid));
		} catch (error) {
			if (saysNotFound(error)) return undefined;
			throw error;
		}
	}
	async function deleteKey(uid, whenStopped) {
		let doubt;
		async function attempt(number) {
			try {
				return readKey(await cloudflare.send('DELETE', `${PATH}/${uid}`, number), uid);
			} catch (error) {
				if ((0,http_errors/* isAttemptError */.e2)(error) && (await mayHaveDeleted(error))) doubt = error.message;
				throw error;
			}
		}
		function ambiguityNote() {
			return doubt === undefined
				? ''
				: 'The key may have been deleted: check the dashboard, or run the step again with `if-not-found: ignore`.';
		}
		try {
			const key = await retries.run({ attempt, policy, ambiguityNote, softStop: whenStopped });
			tokenWorked = true;
			return { status: 'deleted', key };
		} catch (error) {
			if (!(error instanceof http_errors/* RequestError */.GI)) throw error;
			if (!saysNotFound(error)) throw new DeletionError(error, doubt !== undefined);
			if (doubt === undefined) return { status: 'not-found', reason: error.last.message };
			tokenWorked = true;
			return {
				status: 'deleted',
				key: { uid },
				note: `probably by an earlier attempt (${doubt.replace(/\.$/, '')}): Cloudflare now reports that the key doesn't exist`,
			};
		}
	}
	return { list, get, delete: deleteKey };
}
async function mayHaveDeleted(error) {
	if (error instanceof http_errors/* ConnectionError */.Rc) return error.mayHaveArrived;
	if (!(error instanceof errors/* CloudflareError */.O)) return false;
	const { mayHaveTakenEffect } = await __nccwpck_require__.e(/* import() */ 788).then(__nccwpck_require__.bind(__nccwpck_require__, 7788));
	return mayHaveTakenEffect(error);
}
function saysNotFound(error) {
	return error instanceof http_errors/* RequestError */.GI && error.last instanceof errors/* CloudflareError */.O && (0,errors/* isNotFound */.c)(error.last);
}
function readPage(success) {
	const { result, resultInfo } = success;
	if (result === undefined || result === null) return { keys: [], resultInfo };
	if (!Array.isArray(result)) throw unexpected(success, 'a `result` that is not a list of keys');
	const keys = result.map((entry) => {
		const key = toKey(entry);
		if (key === undefined) throw unexpected(success, 'a list with an entry that is not a key');
		return key;
	});
	return { keys, resultInfo };
}
function readKey(success, uid) {
	const { result } = success;
	if (result === undefined || result === null) return {};
	const key = toKey(result);
	if (key === undefined) throw unexpected(success, 'a `result` that is not a key');
	if (key.uid !== undefined && key.uid !== uid) {
		throw unexpected(success, `another key's \`uid\`, ${(0,sanitize/* quote */.hD)(key.uid)}`);
	}
	return key;
}
function toKey(value) {
	if (!(0,objects/* isRecord */.u4)(value)) return undefined;
	const key = {};
	for (const field of ['uid', 'name', 'created', 'modified']) {
		const text = value[field];
		if (text === undefined || text === null) continue;
		if (typeof text !== 'string') return undefined;
		key[field] = text;
	}
	return key;
}
function unexpected({ status, rayId }, what) {
	const ray = rayId && ` (cf-ray ${(0,sanitize/* truncate */.xv)((0,sanitize/* escapeLine */.EH)(rayId), 64)})`;
	const message = `Cloudflare returned HTTP ${status} and success, but with ${what}${ray}.`;
	return new errors/* CloudflareError */.O(message, { failure: 'unexpected-result', status, rayId });
}
function namesNextPage({ link }) {
	return /\brel\s*=\s*"?next\b/i.test(link);
}
function incomplete(success, why) {
	const last = unexpected(success, `a list that could not be read to its end: ${why}`);
	return new http_errors/* RequestError */.GI(
		`${last.message} With half a list, other keys of the same name can't be ruled out: set the IDs in \`key-id\`, or delete the keys in the dashboard.`,
		{ last, affectsAllKeys: false },
	);
}

// EXTERNAL MODULE: ./build/keys/outcome.js
var outcome = __nccwpck_require__(2968);
// EXTERNAL MODULE: ./build/lib/deadline.js
var lib_deadline = __nccwpck_require__(1647);
// EXTERNAL MODULE: ./build/lib/defect.js
var defect = __nccwpck_require__(3966);
// EXTERNAL MODULE: ./build/lib/format.js
var format = __nccwpck_require__(1580);
// EXTERNAL MODULE: ./build/lib/parallel.js
var parallel = __nccwpck_require__(5728);
// EXTERNAL MODULE: ./build/lib/time.js
var time = __nccwpck_require__(4374);
;// CONCATENATED MODULE: ./build/delete-keys.js









const PARALLEL_DELETIONS = 8;
const AFFECTS_ALL = 'Another key failed with an error that affects every key. Fix that error first.';
const FIRST_READ_BACK_MS = 500;
const LONGEST_READ_BACK_MS = 15_000;
async function deleteKeys(planned, context) {
	const { turnKeys, deadline, clock, verify, onOutcome } = context;
	const halt = new AbortController();
	const stop = AbortSignal.any([deadline.softStop, halt.signal]);
	async function deleteOne(key) {
		let deletion;
		function fail(reason, more = {}) {
			const note = deletion?.note;
			if (note === undefined) return (0,outcome/* makeOutcome */.v)(key, 'failed', { ...more, key: deletion?.key, reason });
			const explained = `The key may have been deleted, ${note}. This could not be verified: ${reason}`;
			return (0,outcome/* makeOutcome */.v)(key, 'failed', { ...more, mayBeDeleted: true, reason: explained });
		}
		try {
			const result = await turnKeys.delete(key.uid, stop);
			if (result.status === 'not-found') return (0,outcome/* makeOutcome */.v)(key, 'not-found', { reason: result.reason });
			deletion = result;
			const check = verify ? await readBack(key.uid) : undefined;
			if (check?.gone === false) return fail(check.reason);
			const verified = check?.gone === true && 'read back, and Cloudflare reports that it is gone';
			const reason = [deletion.note, verified].filter(Boolean).join('; ');
			return (0,outcome/* makeOutcome */.v)(key, 'deleted', { key: deletion.key, reason });
		} catch (error) {
			if (error instanceof http_errors/* RequestError */.GI) {
				if (error.affectsAllKeys) halt.abort(new lib_deadline/* StoppedError */.Ko(AFFECTS_ALL));
				return fail(error.message, {
					mayBeDeleted: error instanceof DeletionError && error.mayBeDeleted,
					response: toFailedResponse(error),
				});
			}
			if (error instanceof lib_deadline/* StoppedError */.Ko) {
				return deletion === undefined
					? (0,outcome/* makeOutcome */.v)(key, 'not-attempted', { reason: error.message })
					: fail(error.message);
			}
			return fail((0,defect/* describeDefect */.Z)(error), { mayBeDeleted: true });
		}
	}
	async function readBack(uid) {
		for (let reads = 1; ; reads++) {
			if ((await turnKeys.get(uid, deadline.softStop)) === undefined) return { gone: true };
			const pause = Math.min(LONGEST_READ_BACK_MS, FIRST_READ_BACK_MS * 2 ** (reads - 1));
			if (pause >= deadline.remaining()) {
				const reason = `Cloudflare still returned it each time it was read back (${(0,format/* pluralize */.td)(reads, 'time')}): check the dashboard, and run the step again.`;
				return { gone: false, reason };
			}
			await (0,time/* sleep */.yy)(clock, pause, deadline.softStop);
		}
	}
	return await (0,parallel/* inParallel */.H)(planned, PARALLEL_DELETIONS, async (key) => {
		const outcome = await settle(key);
		onOutcome(outcome);
		return outcome;
	});
	async function settle(key) {
		switch (key.plan) {
			case 'delete':
				return await deleteOne(key);
			case 'keep':
				return (0,outcome/* makeOutcome */.v)(key, 'kept', { reason: key.reason });
			case 'not-found':
				return (0,outcome/* makeOutcome */.v)(key, 'not-found', { reason: key.reason });
		}
	}
}
function makeDryRunOutcomes(planned) {
	const statuses = { delete: 'would-delete', keep: 'kept', 'not-found': 'not-found' };
	return planned.map((key) => (0,outcome/* makeOutcome */.v)(key, statuses[key.plan], { reason: key.reason }));
}
function toFailedResponse({ last }) {
	return last instanceof errors/* CloudflareError */.O ? last.toFailedResponse() : undefined;
}

// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js
var lib = __nccwpck_require__(2779);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/proxy.js
var proxy = __nccwpck_require__(9783);
;// CONCATENATED MODULE: external "node:diagnostics_channel"
const external_node_diagnostics_channel_namespaceObject = require("node:diagnostics_channel");
// EXTERNAL MODULE: ./build/http/limits.js
var limits = __nccwpck_require__(994);
;// CONCATENATED MODULE: ./build/http/client.js








const USER_AGENT = 'delete-turn-key/1.0.0';
function bypassesProxy(url) {
	return (0,proxy/* checkBypass */.H)(url);
}
const CREATED = 'http.client.request.created';
function openHttp(debug, idHeader, idleMs = limits/* IDLE_MS */.GS) {
	const client = new lib/* HttpClient */.Qq(USER_AGENT, [], {
		allowRedirects: false,
		allowRetries: false,
		keepAlive: true,
	});
	async function exchange(request, hardStop) {
		const { host } = new URL(request.url);
		const connection = { established: false };
		const watchdog = openWatchdog(
			hardStop,
			idleMs,
			() =>
				new http_errors/* ConnectionError */.Rc(`${host} was silent: no byte for ${(0,format/* formatSeconds */.Xo)(idleMs)}.`, {
					failure: 'silent',
					mayHaveArrived: connection.established,
				}),
		);
		async function sendOnce() {
			connection.established = true;
			function onCreated(created) {
				const { request: sent } = created;
				if (sent.method === 'CONNECT') return;
				watchdog.endsWithIt(sent);
				watchConnection(sent, connection, watchdog.onActivity);
			}
			(0,external_node_diagnostics_channel_namespaceObject.subscribe)(CREATED, onCreated);
			const response = client.request(request.method, request.url, request.body ?? null, {
				...request.headers,
			});
			(0,external_node_diagnostics_channel_namespaceObject.unsubscribe)(CREATED, onCreated);
			const { message } = await response;
			return { status: message.statusCode ?? 0, headers: message.headers, body: await readBody(message) };
		}
		try {
			hardStop.throwIfAborted();
			return await Promise.race([sendOnce(), watchdog.ended]);
		} catch (error) {
			const { toConnectionError } = await __nccwpck_require__.e(/* import() */ 955).then(__nccwpck_require__.bind(__nccwpck_require__, 2955));
			throw toConnectionError(error, { host, mayHaveArrived: connection.established, hardStop });
		} finally {
			watchdog.release();
		}
	}
	async function send(request, hardStop) {
		const began = time/* systemClock */.ml.monotonic();
		function trace(outcome) {
			const took = Math.round(time/* systemClock */.ml.monotonic() - began);
			debug(`${request.method} ${request.url} (attempt ${request.attempt}): ${outcome}, ${took} ms`);
		}
		try {
			const response = await exchange(request, hardStop);
			const id = response.headers[idHeader];
			trace(`HTTP ${response.status}${typeof id === 'string' ? `, ${idHeader} ${id}` : ''}`);
			return response;
		} catch (error) {
			trace((0,objects/* messageOf */.bD)(error));
			throw error;
		}
	}
	return {
		send,
		close() {
			client.dispose();
		},
	};
}
function watchConnection(request, connection, onBytes) {
	connection.established = false;
	request.once('socket', (socket) => {
		function onConnected() {
			connection.established = true;
		}
		if (request.reusedSocket) onConnected();
		else socket.once(request.protocol === 'https:' ? 'secureConnect' : 'connect', onConnected);
		socket.on('data', onBytes);
		request.once('close', () => socket.removeListener('data', onBytes));
	});
}
function openWatchdog(hardStop, idleMs, silence) {
	let request;
	let reject;
	const ended = new Promise((_resolve, rejectEnded) => {
		reject = rejectEnded;
	});
	function stop(reason) {
		reject(reason);
		request?.destroy(reason);
	}
	function onAbort() {
		stop(hardStop.reason);
	}
	hardStop.addEventListener('abort', onAbort);
	const timer = setTimeout(() => {
		stop(silence());
	}, idleMs);
	return {
		ended,
		endsWithIt(created) {
			request = created;
		},
		onActivity() {
			timer.refresh();
		},
		release() {
			clearTimeout(timer);
			hardStop.removeEventListener('abort', onAbort);
		},
	};
}
function readBody(message) {
	return new Promise((resolve, reject) => {
		const chunks = [];
		let length = 0;
		message.on('data', (chunk) => {
			length += chunk.length;
			if (length <= limits/* MAX_BODY_BYTES */.YK) chunks.push(chunk);
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

// EXTERNAL MODULE: ./build/http/rate-limit.js
var rate_limit = __nccwpck_require__(4394);
;// CONCATENATED MODULE: ./build/http/retry.js



function openRetries(options) {
	const { maxRetries, rateLimit, clock, remaining, info, random } = options;
	async function run(request) {
		const { attempt, policy, ambiguityNote, softStop } = request;
		let turn = { notBefore: 0, paced: true };
		let last;
		let counts;
		for (let number = 1; ; number++) {
			try {
				await rateLimit.enter(turn, softStop);
			} catch (stopped) {
				if (last === undefined || !(stopped instanceof lib_deadline/* StoppedError */.Ko)) throw stopped;
				const why = `It was not retried. ${stopped.message}`;
				throw await giveUp(last, why, { advised: true, affectsAllKeys: false });
			}
			try {
				return await attempt(number);
			} catch (error) {
				if (!(0,http_errors/* isAttemptError */.e2)(error)) throw error;
				last = error;
			} finally {
				rateLimit.leave();
			}
			turn = await planRetry(last, number);
		}
		async function planRetry(error, number) {
			const { classifyConnection, countAttempt, decide, explainGivingUp, NO_FAILURES } =
				await __nccwpck_require__.e(/* import() */ 881).then(__nccwpck_require__.bind(__nccwpck_require__, 881));
			const { classify, affectsAllKeys } = await policy();
			const verdict = error instanceof http_errors/* ConnectionError */.Rc ? classifyConnection(error) : classify(error);
			counts = countAttempt(counts ?? NO_FAILURES, error, verdict, clock.now());
			const remainingMs = remaining();
			const state = { maxRetries, remainingMs, random: random(), now: clock.now() };
			const decision = decide(error, verdict, counts, state);
			if (!decision.retry) {
				const { reason } = decision;
				if (verdict === 'rate-limited' && reason !== 'final') rateLimit.giveUp();
				throw await giveUp(error, explainGivingUp(decision, number, remainingMs), {
					advised: reason !== 'asked-too-long',
					affectsAllKeys:
						reason === 'asked-too-long' ||
						(reason === 'final' && !(error instanceof http_errors/* ConnectionError */.Rc) && affectsAllKeys(error)),
				});
			}
			const notBefore = clock.monotonic() + decision.waitMs;
			if (decision.pausesAll) rateLimit.pauseUntil(notBefore);
			const which = decision.pausesAll ? '' : ` (retry ${counts.failures} of ${maxRetries})`;
			info(`${error.message} Retrying in ${(0,format/* formatSeconds */.Xo)(decision.waitMs)}${which}.`);
			return { notBefore, paced: !decision.asked };
		}
		async function giveUp(error, why, options) {
			const parts = [
				error.message,
				why,
				ambiguityNote?.(),
				options.advised && (await policy()).advise(error),
			];
			return new http_errors/* RequestError */.GI(parts.filter(Boolean).join(' '), {
				last: error,
				affectsAllKeys: options.affectsAllKeys,
			});
		}
	}
	return { run };
}

// EXTERNAL MODULE: ./build/inputs/definitions.js
var definitions = __nccwpck_require__(9815);
// EXTERNAL MODULE: ./build/inputs/secret-forms.js
var secret_forms = __nccwpck_require__(7931);
;// CONCATENATED MODULE: ./build/inputs/credentials.js


function maskSecrets(core, env) {
	const ids = (0,definitions/* readValue */.wK)(core, env, 'key-id').value;
	const secrets = new Set([
		...secretsIn((0,definitions/* readValue */.wK)(core, env, 'api-token').value),
		...secretsIn((0,definitions/* readValue */.wK)(core, env, 'github-token').value),
		...splitIds(ids).filter((id) => id.length > secret_forms/* MAX_ID_LENGTH */.Qx),
	]);
	secrets.delete('');
	for (const secret of secrets) core.setSecret(secret);
	return [...secrets];
}
function secretsIn(token) {
	const bare = (0,secret_forms/* unwrapToken */.LA)(token);
	return [token, bare, ...bare.split(/\s/).filter((piece) => piece.length >= 8)];
}
function splitIds(text) {
	return [...new Set(text.split(/[\s,]/).filter(Boolean))];
}
function checkCredentials(accountId, apiToken, context, addProblem) {
	if (accountId.value !== '') checkAccountId(accountId, apiToken.value, addProblem);
	const missing = [
		...(accountId.value === '' ? ['account-id'] : []),
		...(apiToken.value === '' ? ['api-token'] : []),
	];
	if (missing.length > 0) {
		addProblem((explanations) => explanations.explainMissingCredentials(missing, context));
	}
	if (apiToken.value !== '') checkApiToken(apiToken, addProblem);
}
function checkAccountId({ value, source }, token, addProblem) {
	if (/^[A-Za-z0-9_-]{1,32}$/.test(value) && value !== token) return;
	const isSecret = value === token || (0,secret_forms/* hasSecretForm */.Vg)(value);
	addProblem((explanations) => explanations.explainAccountId({ value, source }, isSecret));
}
function checkApiToken({ value, source }, addProblem) {
	const fault = (0,secret_forms/* findTokenFault */.P7)(value) ?? (0,secret_forms/* findOtherSecret */.aI)(value);
	if (fault !== undefined) addProblem((explanations) => explanations.explainToken(source, fault));
}

;// CONCATENATED MODULE: ./build/inputs/input-error.js
class InputError extends Error {
	name = 'InputError';
	problems;
	constructor(problems) {
		super(problems.join('\n'));
		this.problems = problems;
	}
}

// EXTERNAL MODULE: ./build/inputs/base-url.js
var base_url = __nccwpck_require__(3308);
// EXTERNAL MODULE: ./build/keys/turn-key.js
var turn_key = __nccwpck_require__(579);
;// CONCATENATED MODULE: ./build/inputs/key-selectors.js





async function readKeys(id, name, addProblem) {
	if ((id.value === '') === (name.value === '')) {
		addProblem((explanations) => explanations.explainOneSelector(id.value !== ''));
	}
	const ids = id.value === '' ? [] : readIds(id, addProblem);
	const lines = await readLines(name, true, addProblem);
	return lines.length > 0 ? { by: 'name', lines } : { by: 'id', ids };
}
function readIds({ value, source }, addProblem) {
	const ids = splitIds(value);
	const wrong = ids.filter((id) => !(0,turn_key/* isKeyId */.r)(id));
	if (ids.length === 0 || wrong.length > 0) {
		addProblem((explanations) => explanations.explainKeyIds({ value, source }, wrong));
	}
	return ids;
}
async function readExpectedNames(input, addProblem) {
	return input.value === definitions/* DEFAULTS */.zY['expected-name'] ? [] : await readLines(input, false, addProblem);
}
async function readLines(input, templates, addProblem) {
	if (input.value === '') return [];
	const { readPatterns } = await __nccwpck_require__.e(/* import() */ 570).then(__nccwpck_require__.bind(__nccwpck_require__, 9570));
	return readPatterns(input, templates, addProblem);
}
const UNIT_MS = { m: time/* MINUTE_MS */.kg, h: time/* HOUR_MS */.iQ, d: time/* DAY_MS */.sO, w: 7 * time/* DAY_MS */.sO };
function parseSpan(text) {
	const [, number = '', unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
	return (0,objects/* isKeyOf */.bX)(UNIT_MS, unit) ? Number(number) * UNIT_MS[unit] : undefined;
}
function readOlderThan(input, withIds, addProblem) {
	const span = parseSpan(input.value);
	if (span === undefined) {
		addProblem((explanations) => explanations.explainSpan(input));
	} else if (span > 0 && withIds) {
		addProblem((explanations) => explanations.explainAgeOfIds(input));
	}
	return span ?? 0;
}
const MAX_UNUSED_MS = 30 * time/* DAY_MS */.sO;
function readUnusedFor(input, addProblem) {
	const span = parseSpan(input.value);
	if (span === undefined || span > MAX_UNUSED_MS) {
		addProblem((explanations) => explanations.explainSpan(input, '30d'));
	}
	return span ?? 0;
}

;// CONCATENATED MODULE: ./build/inputs/inputs.js





async function readInputs(core, env, { readFile, bypassesProxy }) {
	const problems = [];
	function addProblem(explain) {
		problems.push(explain);
	}
	function read(name) {
		return (0,definitions/* readValue */.wK)(core, env, name);
	}
	const unknown = (0,definitions/* unknownInputs */.qs)(env);
	if (unknown.length > 0) addProblem((explanations) => explanations.explainMisspellings(unknown));
	for (const name of (0,definitions/* emptySafetyInputs */.Pl)(env)) {
		addProblem((explanations) => explanations.explainEmptySafetyInput(name));
	}
	const accountId = read('account-id');
	const apiToken = read('api-token');
	checkCredentials(accountId, apiToken, { env, readFile }, addProblem);
	const keys = await readKeys(read('key-id'), read('key-name'), addProblem);
	const githubToken = read('github-token');
	if (keys.by === 'name' && keys.lines.some(({ kind }) => kind === 'template')) {
		const { checkGithub } = await __nccwpck_require__.e(/* import() */ 441).then(__nccwpck_require__.bind(__nccwpck_require__, 2441));
		checkGithub(githubToken, env, { readFile, bypassesProxy }, addProblem);
	}
	const expectedNames = await readExpectedNames(read('expected-name'), addProblem);
	const withIds = keys.by === 'id' && keys.ids.length > 0;
	const olderThanMs = readOlderThan(read('older-than'), withIds, addProblem);
	const unusedFor = read('unused-for');
	const unusedForMs = readUnusedFor(unusedFor, addProblem);
	const ifInUse = readChoice(read('if-in-use'), ['error', 'keep'], addProblem);
	if (ifInUse === 'keep' && /^0+[mhdw]$/.test(unusedFor.value)) {
		addProblem((explanations) => explanations.explainKeepWithoutTime());
	}
	const ifNotFound = readChoice(read('if-not-found'), ['error', 'warn', 'ignore'], addProblem);
	const ifAmbiguous = readChoice(read('if-ambiguous'), ['error', 'delete-all'], addProblem);
	const maxKeys = readInteger(read('max-keys'), 1, 1000, addProblem);
	const mayKeep = unusedForMs > 0 && ifInUse === 'keep';
	if (keys.by === 'id' && keys.ids.length > maxKeys && !mayKeep) {
		const { length } = keys.ids;
		addProblem((explanations) => explanations.explainTooManyIds(length, maxKeys));
	}
	const dryRun = readChoice(read('dry-run'), ['true', 'false'], addProblem) === 'true';
	const verify = readChoice(read('verify'), ['true', 'false'], addProblem) === 'true';
	const maxRetries = readInteger(read('max-retries'), 0, 10, addProblem);
	const timeoutMs = readInteger(read('timeout-seconds'), 1, 3600, addProblem) * 1000;
	const apiBaseUrl = (0,base_url/* readBaseUrl */.$P)(read('api-base-url'), addProblem);
	if (apiBaseUrl !== '') (0,base_url/* checkProxy */.d4)(new URL(apiBaseUrl), env, bypassesProxy, addProblem);
	if (problems.length > 0) {
		const explanations = await __nccwpck_require__.e(/* import() */ 488).then(__nccwpck_require__.bind(__nccwpck_require__, 488));
		const sentences = new Set(problems.flatMap((explain) => explain(explanations)));
		if (sentences.size > 0) throw new InputError([...sentences]);
	}
	return {
		accountId: accountId.value,
		apiToken: apiToken.value,
		apiBaseUrl,
		keys,
		expectedNames,
		olderThanMs,
		unusedForMs,
		ifInUse,
		ifNotFound,
		ifAmbiguous,
		maxKeys,
		dryRun,
		verify,
		maxRetries,
		timeoutMs,
		githubToken: githubToken.value,
	};
}
function readChoice(input, choices, addProblem) {
	const choice = choices.find((each) => each === input.value);
	if (choice === undefined) addProblem((explanations) => explanations.explainChoice(input, choices));
	return choice ?? choices[0];
}
function readInteger(input, min, max, addProblem) {
	const { value } = input;
	if (/^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
	addProblem((explanations) => explanations.explainInteger(input, min, max));
	return max;
}

// EXTERNAL MODULE: ./build/keys/refusal.js
var refusal = __nccwpck_require__(8044);
// EXTERNAL MODULE: ./build/keys/planned-key.js
var planned_key = __nccwpck_require__(7180);
;// CONCATENATED MODULE: ./build/lib/redact.js

const MIN_PREFIX = 16;
function redactor(secrets) {
	const forms = [...new Set(secrets.filter(Boolean).flatMap(formsOf))];
	function findAll(text) {
		return forms.flatMap((form) => findForm(text, form));
	}
	return (text) => {
		const spans = [...findAll(text), ...findEncoded(text, findAll)];
		return spans.length === 0 ? text : hide(text, spans);
	};
}
function findForm(text, form) {
	const start = form.slice(0, MIN_PREFIX);
	const spans = [];
	for (let found = -1; (found = text.indexOf(start, found + 1)) !== -1;) {
		let end = found + start.length;
		while (end - found < form.length && text[end] === form[end - found]) end++;
		spans.push([found, end]);
	}
	return spans;
}
const ESCAPED = /%([0-9a-f]{2})|\\u00([0-9a-f]{2})|\\(["\\/])/gi;
function findEncoded(text, findAll) {
	if (!/[%\\]/.test(text)) return [];
	const origins = [];
	let decoded = '';
	let rest = 0;
	function copyUntil(end) {
		for (let index = rest; index < end; index++) origins.push(index);
		decoded += text.slice(rest, end);
	}
	for (const { 0: escape, 1: percent, 2: unicode, 3: character, index } of text.matchAll(ESCAPED)) {
		copyUntil(index);
		origins.push(index);
		decoded += character ?? String.fromCharCode(Number.parseInt(percent ?? unicode ?? '', 16));
		rest = index + escape.length;
	}
	copyUntil(text.length);
	function originOf(index) {
		return origins[index] ?? text.length;
	}
	return findAll(decoded).map(([start, end]) => [originOf(start), originOf(end)]);
}
function hide(text, spans) {
	let hidden = '';
	let rest = 0;
	for (const [start, end] of spans.toSorted((one, other) => one[0] - other[0] || other[1] - one[1])) {
		if (start >= rest) hidden += `${text.slice(rest, start)}***`;
		rest = Math.max(rest, end);
	}
	return hidden + text.slice(rest);
}
function formsOf(secret) {
	const wellFormed = secret.toWellFormed();
	const encoded = encodeURIComponent(wellFormed);
	return [
		secret,
		(0,sanitize/* escapeLine */.EH)(secret),
		encoded,
		encoded.replace(/%../g, (escape) => escape.toLowerCase()),
		JSON.stringify(secret).slice(1, -1),
		...(secret.length < MIN_PREFIX ? [] : base64FormsOf(wellFormed)),
	];
}
function base64FormsOf(secret) {
	return [0, 1, 2].flatMap((offset) => {
		const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
		const first = Math.ceil((offset * 8) / 6);
		const last = Math.floor((bytes.length * 8) / 6);
		return ['base64', 'base64url'].map((alphabet) => bytes.toString(alphabet).slice(first, last));
	});
}

;// CONCATENATED MODULE: ./build/output/log.js

const MAX_LINE_BYTES = 4096;
function openLog(logger, redact) {
	function clean(message) {
		return (0,sanitize/* truncateMiddle */.kU)((0,sanitize/* escapeLine */.EH)(redact(message)), MAX_LINE_BYTES);
	}
	const noticed = new Set();
	return {
		debug(message) {
			logger.debug(clean(message));
		},
		info(message) {
			logger.info(clean(message));
		},
		notice(message) {
			if (noticed.has(message)) return;
			noticed.add(message);
			logger.notice(clean(message));
		},
		warning(message) {
			logger.warning(clean(message));
		},
		error(message) {
			logger.error(clean(message));
		},
		setFailed(message) {
			logger.setFailed(clean(message));
		},
	};
}

// EXTERNAL MODULE: ./build/output/report.js
var output_report = __nccwpck_require__(6159);
;// CONCATENATED MODULE: ./build/output/row.js

function toRow(each) {
	const { uid, name, created, modified, status, response } = each;
	const reason = (0,output_report/* explain */.WE)(each);
	const failed = status === 'failed' || status === 'not-attempted';
	return {
		uid,
		name,
		created,
		modified,
		status,
		...(failed ? { error: toError(reason, response) } : reason !== '' && { reason }),
	};
}
function toError(message, response) {
	return {
		http_status: response?.httpStatus ?? null,
		code: response?.code ?? null,
		message,
		ray_id: response === undefined || response.rayId === '' ? null : response.rayId,
	};
}

;// CONCATENATED MODULE: ./build/output/outputs.js


const MAX_RESULTS_BYTES = 900_000;
const MAX_ROW_BYTES = 300;
const OUTPUTS = {
	status: ({ status }) => status,
	uid: (report) => selectedKey(report).uid,
	name: (report) => selectedKey(report).name,
	created: (report) => selectedKey(report).created,
	modified: (report) => selectedKey(report).modified,
	'deleted-count': ({ outcomes }) => String(outcomes.filter(({ status }) => status === 'deleted').length),
	results: makeResults,
};
async function writeOutputs(report, { setOutput, warn }) {
	const unwritten = [];
	let cause;
	const { status, ...others } = OUTPUTS;
	for (const [name, makeValue] of Object.entries({ ...others, status })) {
		try {
			const isWritten = unwritten.length === 0;
			setOutput(name, await makeValue(isWritten ? report : { ...report, status: 'failed' }, warn));
		} catch (error) {
			unwritten.push(`\`${name}\``);
			cause ??= error;
		}
	}
	if (unwritten.length === 0) return;
	throw new Error(
		`The outputs could not be written (${(0,objects/* messageOf */.bD)(cause)}): later steps do not see ${unwritten.join(', ')}. Check the runner's disk.`,
		{ cause },
	);
}
function selectedKey({ outcomes }) {
	const [only, ...others] = outcomes.filter(({ uid, status }) => uid !== '' && status !== 'kept');
	return only === undefined || others.length > 0 ? { uid: '', name: '', created: '', modified: '' } : only;
}
async function makeResults({ outcomes }, warn) {
	const rows = outcomes.map(toRow);
	const mostBytes = outcomes.reduce((sum, each) => sum + MAX_ROW_BYTES + 6 * textLength(each), 0);
	if (mostBytes <= MAX_RESULTS_BYTES) return JSON.stringify(rows);
	const { stringifyWithin } = await __nccwpck_require__.e(/* import() */ 139).then(__nccwpck_require__.bind(__nccwpck_require__, 7139));
	const { json, omitted } = stringifyWithin(rows, MAX_RESULTS_BYTES);
	if (omitted > 0) warn(`The output \`results\` has no room for ${omitted} of the keys: see the log.`);
	return json;
}
function textLength(each) {
	const { name, created, modified, reason, response } = each;
	const texts = [name, created, modified, reason, String(response?.code), response?.rayId ?? ''];
	return texts.reduce((sum, text) => sum + text.length, 0);
}

// EXTERNAL MODULE: ./build/keys/age.js
var keys_age = __nccwpck_require__(9155);
;// CONCATENATED MODULE: ./build/output/summary.js




const MAX_TABLE_BYTES = 450 * 1024;
const MAX_KEYS_BYTES = 550 * 1024;
const MAX_LISTED = 20;
const MAX_REASON_BYTES = 2000;
const DASHBOARD = 'https://dash.cloudflare.com/?to=/:account/realtime/turn';
const CREDENTIALS = 'https://developers.cloudflare.com/realtime/turn/generate-credentials/';
const MARKS = {
	deleted: '\u2705',
	'would-delete': '\u{1f4dd}',
	'not-found': '\u26aa',
	kept: '\u{1f4cc}',
	failed: '\u274c',
	'not-attempted': '\u23ed\ufe0f',
};
const NOTHING = '\u2013';
function renderSummary(report, now) {
	const { headline, outcomes, failures, endedEarly } = report;
	const rows = outcomes.filter(({ status }) => status !== 'kept');
	const kept = outcomes.filter(({ status }) => status === 'kept');
	const table = rows.map((each) => renderRow(each, now));
	const shown = takeFitting(table, MAX_TABLE_BYTES);
	const room = MAX_KEYS_BYTES - Buffer.byteLength(shown.join(''));
	return [
		`<h2>${headline.replace(/`(.+?)`/g, '<code>$1</code>')}</h2>`,
		...(endedEarly ? renderList(failures.map(asReason), (left) => `${left} more in the log.`) : []),
		...(rows.length === 0 ? [] : [`<table>${HEADER}${shown.join('')}</table>`]),
		...(shown.length < rows.length ? [`<p>${describeMore(rows.length - shown.length, 'key')}</p>`] : []),
		...renderList(renderReasons(rows, endedEarly), (left) => describeMore(left, 'reason')),
		...(kept.length === 0 ? [] : [renderKept(kept, room)]),
		`<p><a href="${DASHBOARD}">TURN keys in the Cloudflare dashboard</a></p>`,
		...(outcomes.some(mattersToCredentials) ? [CREDENTIALS_NOTE] : []),
		'',
	].join('\n');
}
const HEADER = '<tr><th>Key</th><th>Name</th><th>Created</th><th>Result</th></tr>';
function renderRow({ uid, name, created, status }, now) {
	const cells = [
		asCode(uid, 64),
		asCode(name, 120),
		renderDate(created, now),
		`${MARKS[status]} ${output_report/* STATUS_WORDS */.ly[status]}`,
	];
	return `<tr>${cells.map((cell) => `<td nowrap>${cell}</td>`).join('')}</tr>`;
}
function renderDate(created, now) {
	const time = (0,keys_age/* creationTime */.v)({ created });
	if (time === undefined) return asCode(created, 64);
	const age = (0,keys_age/* describeAge */.H)(time, now);
	return `${(0,sanitize/* truncate */.xv)(created, 64)}${age && ` (${age})`}`;
}
function renderReasons(rows, endedEarly) {
	function isFailure({ status }) {
		return status === 'failed' || status === 'not-attempted';
	}
	const explained = rows.filter(({ reason }) => reason !== '');
	const failed = endedEarly ? [] : explained.filter(isFailure);
	const ordered = [...failed, ...explained.filter((each) => !isFailure(each))];
	const groups = Map.groupBy(ordered, (each) => `${MARKS[each.status]} ${(0,output_report/* explain */.WE)(each)}`);
	return [...groups.values()].flatMap((keys) => {
		const [first] = keys;
		if (first === undefined) return [];
		const named = keys.slice(0, 3).map(({ uid, name }) => asCode(uid || name, 64));
		const more =
			keys.length > named.length ? ` and ${(0,format/* pluralize */.td)(keys.length - named.length, 'more key')}` : '';
		return [`${MARKS[first.status]} ${named.join(', ')}${more}: ${asReason((0,output_report/* explain */.WE)(first))}`];
	});
}
function renderKept(kept, room) {
	const items = kept.map(
		({ uid, name, reason }) => `<li>${asCode(uid, 64)} ${asCode(name, 120)}: ${asReason(reason)}</li>`,
	);
	const shown = takeFitting(items, room);
	const left = kept.length - shown.length;
	const more = left > 0 ? `<li>${describeMore(left, 'key')}</li>` : '';
	return `<details><summary>${MARKS.kept} ${(0,format/* pluralize */.td)(kept.length, 'key')} kept</summary><ul>${shown.join('')}${more}</ul></details>`;
}
function renderList(items, sayMore) {
	if (items.length === 0) return [];
	const left = items.length - MAX_LISTED;
	const listed = [...items.slice(0, MAX_LISTED), ...(left > 0 ? [sayMore(left)] : [])];
	return [`<ul>${listed.map((item) => `<li>${item}</li>`).join('')}</ul>`];
}
function describeMore(number, noun) {
	return `${(0,format/* pluralize */.td)(number, `more ${noun}`)} in the output <code>results</code>.`;
}
function mattersToCredentials({ status, confirmed, mayBeDeleted }) {
	return status === 'deleted' || status === 'would-delete' || confirmed || mayBeDeleted;
}
const CREDENTIALS_NOTE =
	'<p>Deleting a key stops new credentials from being issued. Do not assume that it ends those already issued: they can go on ' +
	'working for hours (Cloudflare issues them for 48 at most), and once the key is gone they can no longer be revoked. ' +
	`If they must end, <a href="${CREDENTIALS}">revoke them</a> before deleting the key.</p>`;
function takeFitting(texts, maxBytes) {
	let bytes = 0;
	const end = texts.findIndex((text) => (bytes += Buffer.byteLength(text)) > maxBytes);
	return end === -1 ? texts : texts.slice(0, end);
}
function asReason(text) {
	return asCode((0,sanitize/* truncateMiddle */.kU)((0,sanitize/* escapeLine */.EH)(text), MAX_REASON_BYTES));
}
function asCode(text, length = Infinity) {
	if (text === '') return NOTHING;
	const escaped = (0,sanitize/* truncate */.xv)((0,sanitize/* escapeLine */.EH)(text), length).replace(
		/[&<>"'`]/g,
		(character) => `&#${character.charCodeAt(0)};`,
	);
	return `<code>${escaped}</code>`;
}

;// CONCATENATED MODULE: ./build/main.js






















const REAL_WORLD = {
	clock: time/* systemClock */.ml,
	signals: process,
	random: Math.random,
	openHttp: openHttp,
	appendFile: external_node_fs_namespaceObject.appendFileSync,
	readFile: (path) => (0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8'),
	bypassesProxy: bypassesProxy,
};
async function run(core, env, world = REAL_WORLD) {
	const redact = redactor(maskSecrets(core, env));
	const log = openLog(core, redact);
	const deadline = (0,lib_deadline/* openDeadline */.LH)(world.clock, world.signals);
	let report;
	try {
		report = await runStep(core, env, { world, deadline, log });
	} catch (error) {
		report = await reportError(error, deadline.cancelled());
		for (const each of report.outcomes) if (each.status === 'kept') (0,output_report/* logOutcome */.fW)(each, 'error', log);
	}
	const shown = (0,output_report/* redactReport */.a5)(report, redact);
	try {
		await writeOutputs(shown, { setOutput: core.setOutput, warn: log.warning });
	} catch (error) {
		const { addFailure } = await __nccwpck_require__.e(/* import() */ 362).then(__nccwpck_require__.bind(__nccwpck_require__, 7362));
		report = addFailure(report, (0,objects/* messageOf */.bD)(error));
	}
	try {
		const path = env['GITHUB_STEP_SUMMARY'] ?? '';
		if (path === '') throw new Error('the runner provides no file for it');
		world.appendFile(path, renderSummary(shown, world.clock.now()));
	} catch (error) {
		log.info(`The job summary could not be written (${(0,objects/* messageOf */.bD)(error)}).`);
	}
	const failed = report.failures.length > 0;
	if (failed) {
		const { annotateFailures } = await __nccwpck_require__.e(/* import() */ 362).then(__nccwpck_require__.bind(__nccwpck_require__, 7362));
		annotateFailures(report, log);
	}
	deadline.close();
	return !failed;
}
async function runStep(core, env, step) {
	const { world, deadline, log } = step;
	const inputs = await readInputs(core, env, world);
	const { ifNotFound } = inputs;
	deadline.limit(inputs.timeoutMs);
	const { retries, observe } = openService("Cloudflare's", inputs, step);
	const cloudflare = openCloudflare({
		...inputs,
		http: world.openHttp(log.debug, 'cf-ray'),
		log,
		observe,
		hardStop: deadline.hardStop,
	});
	const turnKeys = openTurnKeys(cloudflare, retries, deadline.softStop);
	const planned = await planKeys(inputs, {
		turnKeys,
		softStop: deadline.softStop,
		info: log.info,
		now: world.clock.now,
		readPullRequests: (numbers) => askGitHub(numbers, inputs, env, step),
		async readUsage(uids) {
			const { readUsage } = await __nccwpck_require__.e(/* import() */ 791).then(__nccwpck_require__.bind(__nccwpck_require__, 4791));
			const range = { unusedForMs: inputs.unusedForMs, now: world.clock.now() };
			return await readUsage(uids, range, { cloudflare, retries, softStop: deadline.softStop });
		},
	});
	function onOutcome(each) {
		(0,output_report/* logOutcome */.fW)(each, ifNotFound, log);
	}
	if (inputs.dryRun) {
		const outcomes = makeDryRunOutcomes(planned);
		outcomes.forEach(onOutcome);
		const number = outcomes.filter(({ status }) => status === 'would-delete').length;
		log.info(
			`Dry run: ${(0,format/* pluralize */.td)(number, 'TURN key')} would be deleted. The token can read keys; its permission to delete was not tested.`,
		);
		return await reportRun(outcomes, { ifNotFound, cancelled: deadline.cancelled() });
	}
	const { verify } = inputs;
	const outcomes = await deleteKeys(planned, { turnKeys, deadline, clock: world.clock, verify, onOutcome });
	return await reportRun(outcomes, { ifNotFound, cancelled: deadline.cancelled() });
}
function openService(
	owner,
	{ maxRetries },
	{ world: { clock, random }, deadline: { remaining }, log: { info } },
) {
	const rateLimit = (0,rate_limit/* openRateLimit */.SX)({ owner, clock, remaining, info });
	return {
		retries: openRetries({ maxRetries, rateLimit, clock, remaining, info, random }),
		observe: rateLimit.observe,
	};
}
async function planKeys(inputs, context) {
	const { keys, expectedNames, dryRun, unusedForMs } = inputs;
	if (keys.by === 'id' && expectedNames.length === 0 && !dryRun && unusedForMs === 0) {
		return keys.ids.map(planned_key/* planById */.w);
	}
	const { selectKeys } = await __nccwpck_require__.e(/* import() */ 411).then(__nccwpck_require__.bind(__nccwpck_require__, 8411));
	return await selectKeys(inputs, context);
}
async function askGitHub(numbers, inputs, env, step) {
	const { world, deadline, log } = step;
	const { readPullRequests } = await __nccwpck_require__.e(/* import() */ 235).then(__nccwpck_require__.bind(__nccwpck_require__, 3235));
	const http = world.openHttp(log.debug, 'x-github-request-id');
	const { retries } = openService("GitHub's", inputs, step);
	const { softStop, hardStop } = deadline;
	try {
		return await readPullRequests(numbers, {
			repository: env['GITHUB_REPOSITORY'] ?? '',
			apiUrl: env['GITHUB_API_URL'] ?? '',
			token: inputs.githubToken,
			http,
			retries,
			softStop,
			hardStop,
		});
	} finally {
		http.close();
	}
}
async function reportRun(outcomes, state) {
	if ((0,output_report/* hasSucceeded */.yO)(outcomes, state)) return (0,output_report/* reportSuccess */.gY)(outcomes);
	const { reportFailedRun } = await __nccwpck_require__.e(/* import() */ 362).then(__nccwpck_require__.bind(__nccwpck_require__, 7362));
	return reportFailedRun(outcomes, state);
}
async function reportError(error, cancelled) {
	const { reportDefect, reportProblems, reportRefusal } = await __nccwpck_require__.e(/* import() */ 362).then(__nccwpck_require__.bind(__nccwpck_require__, 7362));
	if (error instanceof InputError) return reportProblems(error.problems);
	if (error instanceof refusal/* RefusalError */.X) {
		const { cause } = error;
		const response = cause instanceof http_errors/* RequestError */.GI ? toFailedResponse(cause) : undefined;
		return reportRefusal(error, { response, cancelled });
	}
	return reportDefect(error);
}

;// CONCATENATED MODULE: ./build/index.js



const STALLED_READER_MS = 5_000;
const core = {
	debug: isDebug() ? debug : () => undefined,
	error: error,
	getInput: getInput,
	info: info,
	notice: notice,
	setFailed: setFailed,
	setOutput: setOutput,
	setSecret: setSecret,
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
	if (process.stdout instanceof external_node_net_.Socket) process.stdout.setTimeout(STALLED_READER_MS, () => process.exit());
});

module.exports = __webpack_exports__;
/******/ })()
;