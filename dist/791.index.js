"use strict";
exports.id = 791;
exports.ids = [791,272];
exports.modules = {

/***/ 675:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ adviceFor)
/* harmony export */ });
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2589);
/* harmony import */ var _classify_response_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6497);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6924);



const PERMISSION = '`Account › Cloudflare Calls › Edit` ("Calls Write")';
const NEW_TOKEN =
	'See how to create a token (https://developers.cloudflare.com/fundamentals/api/get-started/create-token/).';
function adviceFor(error, tokenWorked = false) {
	if (error instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionError */ .Rc) return adviceForConnection(error);
	return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .CloudflareError */ .O ? adviceForResponse(error, tokenWorked) : '';
}
function adviceForConnection(error) {
	switch (error.failure) {
		case 'unknown-host':
			return "Check the spelling of `api-base-url`, and the runner's DNS and proxy (`HTTPS_PROXY`).";
		case 'refused':
		case 'unreachable':
			return 'Check `api-base-url`, and whether a firewall or proxy (`HTTPS_PROXY`) is between the runner and it.';
		case 'tls':
			return 'Check that `api-base-url` is an https address of the API, and that neither it nor a proxy asks for a client certificate, which this action does not have.';
		case 'certificate':
			return (
				'If a proxy or a server of your own signs it, set the environment variable `NODE_EXTRA_CA_CERTS` to its CA file; ' +
				'otherwise do not trust this connection. The token was not sent.'
			);
		case 'proxy':
			return 'Check `HTTPS_PROXY`, its user name and password, and what the proxy allows; `NO_PROXY` lists hosts to reach without it.';
		case 'silent':
		case 'lost':
			return 'Check the network between the runner and Cloudflare, and https://www.cloudflarestatus.com; then run the job again.';
		case 'interrupted':
			return '';
	}
}
function adviceForResponse(error, tokenWorked) {
	const { status } = error;
	if (error.failure === 'redirect') {
		return 'Redirects are not followed, so that the token is sent nowhere else: check `api-base-url`.';
	}
	if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .isNotFound */ .c)(error)) return 'Check `account-id` and `api-base-url`.';
	if ((0,_classify_response_js__WEBPACK_IMPORTED_MODULE_1__/* .isLockOut */ .wY)(error)) {
		return (
			'Cloudflare locks out a user or an address after many requests with a bad token: find the job or program that keeps sending one and stop it, ' +
			'wait some minutes, then run the job again.'
		);
	}
	if ((0,_classify_response_js__WEBPACK_IMPORTED_MODULE_1__/* .isRateLimited */ .Jz)(error)) {
		return (
			'Cloudflare allows 1,200 requests in 5 minutes for each user or account token, all its jobs together, and blocks every request for 5 minutes after that: ' +
			'run the job again later, let fewer jobs share the token, or raise `timeout-seconds`.'
		);
	}
	if ((0,_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isSuccess */ .oJ)(status) && error.failure === 'too-large') {
		return 'If this is the list of an account with very many keys, set the IDs in `key-id`; otherwise check `api-base-url` and the proxy.';
	}
	if (error.outcomeUnknown) {
		return 'Check that `api-base-url` is the API of Cloudflare and that no proxy changes its responses.';
	}
	if ((0,_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isServerFailure */ .Ab)(status) || (0,_classify_response_js__WEBPACK_IMPORTED_MODULE_1__/* .isInternalError */ .wA)(error)) {
		const permission = error.hasCode(10500)
			? ` Code 10500 is also seen when the token lacks ${PERMISSION}.`
			: '';
		return `The fault is on the side of Cloudflare or of a proxy: check https://www.cloudflarestatus.com and run the job again.${permission}`;
	}
	const advice = adviceForToken(error, tokenWorked) ?? adviceForRoute(error);
	if (advice !== undefined) return advice;
	return error.rayId === ''
		? 'It came without a cf-ray, which every response from Cloudflare has: a firewall or proxy may have sent it. Check `api-base-url` and the proxy.'
		: 'If it happens again, contact Cloudflare support with the cf-ray.';
}
function adviceForToken(error, tokenWorked) {
	const { status } = error;
	if (error.hasCode(9106) || error.says(/missing .*authorization/i)) {
		return (
			'Most often the `Authorization` header did not arrive: check whether a proxy between the runner and Cloudflare removes it. ' +
			'Otherwise check that the secret behind `api-token` has an API token for this account, and that `api-base-url` is right.'
		);
	}
	if (status === 400 && (error.hasCode(6003) || error.hasCode(6111))) {
		const cause = error.hasCode(6111)
			? 'The token is malformed'
			: 'A header was refused, most often because the token is malformed';
		return (
			`${cause}: \`api-token\` must be an API token only, without quotes, line breaks or "Bearer ", and neither a Global API Key nor ` +
			'the API token of a TURN key (64 characters).'
		);
	}
	const isUnauthorized = status === 401 && (error.rayId !== '' || namesCause(error));
	if (isUnauthorized || (status === 400 && error.hasCode(1000))) {
		return (
			"Cloudflare doesn't recognize the token: check that the secret behind `api-token` has a current API token. " +
			`A token created moments ago can be refused for a minute. ${NEW_TOKEN}`
		);
	}
	if (error.hasCode(9109) && error.says(/location/i)) {
		return (
			"The token may only be used from certain IP addresses, and GitHub-hosted runners' addresses change: " +
			'remove its IP filter, or use a runner whose address it allows.'
		);
	}
	if (error.hasCode(9109) && error.says(/invalid access token/i)) {
		return `The token was revoked or has expired: create a new one and store it in the secret behind \`api-token\`. ${NEW_TOKEN}`;
	}
	const isRefused = status === 403 || (status === 400 && (error.hasCode(10000) || error.hasCode(10001)));
	const isMethodRefused =
		error.hasCode(10405) || error.says(/method not allowed/i) || (status === 405 && error.rayId !== '');
	if ((isRefused || isMethodRefused) && tokenWorked) {
		return (
			'The same token deleted other keys in this run, so its permission is not in doubt: run the job again with `if-not-found: ignore`. ' +
			'If it happens again, check that the token was not revoked meanwhile, or contact Cloudflare support with the cf-ray.'
		);
	}
	if (isMethodRefused) {
		return (
			`Most often the token is allowed other requests only, such as one that can read but not delete: give it the permission ${PERMISSION}. ` +
			'If its permissions were changed moments ago, wait two minutes and run the job again.'
		);
	}
	if (!isRefused) return undefined;
	if (!namesCause(error)) return adviceForUnexplained(error);
	if (error.hasCode(9109) && error.says(/unauthorized/i)) {
		return (
			`Check, in this order: (1) the token has the permission ${PERMISSION}; ` +
			`(2) the account in \`account-id\` is among its account resources. ${NEW_TOKEN}`
		);
	}
	const lead =
		status === 400
			? 'Cloudflare could not authenticate the request. A token that was created or changed moments ago is refused like this for a minute or two: wait and run the job again. Otherwise check, in this order: '
			: 'This response has several causes, which it does not distinguish. Check, in this order: ';
	const age = status === 400 ? '' : ', and was not created or changed moments ago (then wait two minutes)';
	return (
		lead +
		`(1) the token has the permission ${PERMISSION}; ` +
		'(2) the account in `account-id` is among its account resources; ' +
		`(3) the token has not expired or been revoked${age}; ` +
		'(4) it has no IP filter that excludes the runner; ' +
		`(5) Realtime (Calls) is activated for the account. ${NEW_TOKEN}`
	);
}
function namesCause({ errors }) {
	return errors.some(({ code, message }) => code !== undefined || message !== '');
}
function adviceForUnexplained({ failure, rayId }) {
	if (rayId === '') return undefined;
	if (failure === 'refused') {
		return (
			'Cloudflare gave no reason. This is seen when Realtime (Calls) was never activated for the account: open Realtime in the dashboard once. ' +
			`If it is active, check that the token has the permission ${PERMISSION} on this account.`
		);
	}
	return (
		'The API does not respond like this: Cloudflare\'s edge may have refused the runner before the request reached it ("error code: 1010" is such a page). ' +
		'Run the job again or on another runner, and check that Realtime (Calls) is activated for the account. If it happens again, contact Cloudflare support with the cf-ray.'
	);
}
function adviceForRoute(error) {
	if (error.hasCode(7003) || error.hasCode(7000) || error.status === 404) {
		return 'This does not say that the key is gone: check `account-id` and `api-base-url`, which make up the address.';
	}
	return undefined;
}


/***/ }),

/***/ 4791:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readUsage: () => (/* binding */ readUsage)
/* harmony export */ });
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2589);
/* harmony import */ var _http_limits_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(994);
/* harmony import */ var _lib_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1580);
/* harmony import */ var _lib_json_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9897);
/* harmony import */ var _lib_objects_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6727);
/* harmony import */ var _lib_parallel_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5728);
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(7480);
/* harmony import */ var _lib_time_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4374);
/* harmony import */ var _advice_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(675);
/* harmony import */ var _classify_response_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6497);
/* harmony import */ var _describe_response_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7272);
/* harmony import */ var _envelope_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(8219);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6924);













const KEYS_PER_REQUEST = 10;
const PARALLEL_REQUESTS = 4;
const NO_ACCOUNT = 'no account in its response';
async function readUsage(uids, { unusedForMs, now }, { cloudflare, retries, softStop }) {
	const since = toTime(Math.floor((now - unusedForMs) / _lib_time_js__WEBPACK_IMPORTED_MODULE_2__/* .MINUTE_MS */ .kg) * _lib_time_js__WEBPACK_IMPORTED_MODULE_2__/* .MINUTE_MS */ .kg);
	const until = toTime((Math.floor(now / _lib_time_js__WEBPACK_IMPORTED_MODULE_2__/* .MINUTE_MS */ .kg) + 1) * _lib_time_js__WEBPACK_IMPORTED_MODULE_2__/* .MINUTE_MS */ .kg);
	const variables = { account: cloudflare.accountId, since, until };
	const batches = Array.from({ length: Math.ceil(uids.length / KEYS_PER_REQUEST) }, (_, index) =>
		uids.slice(index * KEYS_PER_REQUEST, (index + 1) * KEYS_PER_REQUEST),
	);
	const halt = new AbortController();
	const stop = AbortSignal.any([softStop, halt.signal]);
	const usages = await (0,_lib_parallel_js__WEBPACK_IMPORTED_MODULE_7__/* .inParallel */ .H)(batches, PARALLEL_REQUESTS, async (batch) => {
		try {
			return await retries.run({
				async attempt(number) {
					const response = await cloudflare.sendQuery({ query: writeQuery(batch), variables }, number);
					return readResponse(response, batch);
				},
				policy: () => POLICY,
				softStop: stop,
			});
		} catch (error) {
			halt.abort(error);
			return [];
		}
	});
	halt.signal.throwIfAborted();
	return new Map(usages.flat());
}
function toTime(milliseconds) {
	return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
function writeQuery(uids) {
	const usages = uids.map(
		(uid, index) =>
			`k${index}: callsTurnUsageAdaptiveGroups(limit: 1, filter: { keyId: "${uid}", datetimeMinute_geq: $since, datetimeMinute_lt: $until }) { sum { egressBytes ingressBytes } }`,
	);
	return `query ($account: string!, $since: Time!, $until: Time!) { viewer { accounts(filter: { accountTag: $account }) { ${usages.join(' ')} } } }`;
}
function readResponse(response, uids) {
	const { status, body } = response;
	const json = body === undefined ? undefined : (0,_lib_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJson */ .q)(body);
	const { data, errors: listed } = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_9__/* .isRecord */ .u4)(json) ? json : {};
	const errors = (0,_envelope_js__WEBPACK_IMPORTED_MODULE_10__/* .readMessages */ .N)(listed);
	function fail(what) {
		return (0,_describe_response_js__WEBPACK_IMPORTED_MODULE_5__/* .makeError */ .x)(response, 'unexpected-result', what, errors);
	}
	if (body === undefined) throw fail(` with ${_http_limits_js__WEBPACK_IMPORTED_MODULE_11__/* .OVERSIZED_BODY */ .nk}`);
	if (errors.length > 0) throw fail(`, ${(0,_describe_response_js__WEBPACK_IMPORTED_MODULE_5__/* .describeErrors */ .r)(errors)}`);
	if (!(0,_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isSuccess */ .oJ)(status) || !(0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_9__/* .isRecord */ .u4)(json) || !(Array.isArray(listed) || isAbsent(listed))) {
		throw fail(` with an unexpected response body: ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_12__/* .excerpt */ .Kb)(body)}`);
	}
	const viewer = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_9__/* .isRecord */ .u4)(data) ? data['viewer'] : undefined;
	const accounts = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_9__/* .isRecord */ .u4)(viewer) ? viewer['accounts'] : undefined;
	if (!Array.isArray(accounts)) throw fail(`, and no usage in its response: ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_12__/* .excerpt */ .Kb)(body)}`);
	const [account, ...others] = accounts;
	if (!(0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_9__/* .isRecord */ .u4)(account) || others.length > 0) {
		throw fail(`, and ${accounts.length === 0 ? NO_ACCOUNT : 'unexpected accounts in its response'}`);
	}
	return uids.map((uid, index) => {
		const bytes = sumUp(account[`k${index}`]);
		if (bytes === undefined) throw fail(`, and no usable figures for TURN key ${uid}: ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_12__/* .excerpt */ .Kb)(body)}`);
		return [uid, bytes];
	});
}
function sumUp(rows) {
	if (!Array.isArray(rows)) return undefined;
	let total = 0;
	for (const row of rows) {
		const sum = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_9__/* .isRecord */ .u4)(row) ? row['sum'] : undefined;
		const { egressBytes, ingressBytes } = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_9__/* .isRecord */ .u4)(sum) ? sum : {};
		if (!isAmount(egressBytes) || !isAmount(ingressBytes)) return undefined;
		total += egressBytes + ingressBytes;
	}
	return total;
}
function isAmount(value) {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
function isAbsent(value) {
	return value === undefined || value === null;
}
function diagnose(error) {
	if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_6__/* .CloudflareError */ .O)) return 'connection';
	const { status } = error;
	if (error.says(/too many (nodes|zones|accounts)/i)) return 'too-many-keys';
	if ((0,_classify_response_js__WEBPACK_IMPORTED_MODULE_4__/* .isRateLimited */ .Jz)(error) || error.hasCode('budget') || error.says(/rate limit|budget depleted/i)) {
		return 'rate-limit';
	}
	if (
		(0,_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isServerFailure */ .Ab)(status) ||
		(0,_classify_response_js__WEBPACK_IMPORTED_MODULE_4__/* .isInternalError */ .wA)(error) ||
		error.says(/too many queries in progress|(try|retry) again later/i)
	) {
		return 'server';
	}
	if (error.hasCode('quota') || error.says(/time range|older than|wider than/i)) return 'range';
	if (status === 401) return 'token';
	if (error.hasCode('authz') || status === 403 || error.says(/not authorized|does not have access/i)) {
		return 'no-permission';
	}
	if (error.hasCode('parser') || error.says(/unknown (field|arg)|error parsing/i)) return 'query';
	return error.message.includes(NO_ACCOUNT) ? 'no-account' : 'unknown';
}
function classify(error) {
	switch (diagnose(error)) {
		case 'rate-limit':
			return 'rate-limited';
		case 'server':
			return 'transient';
		case 'connection':
		case 'too-many-keys':
		case 'range':
		case 'token':
		case 'no-permission':
		case 'no-account':
		case 'query':
		case 'unknown':
			return 'final';
	}
}
const ANALYTICS_PERMISSION = '`Account › Account Analytics › Read` ("Account Analytics Read")';
function advise(error) {
	switch (diagnose(error)) {
		case 'connection':
			return (0,_advice_js__WEBPACK_IMPORTED_MODULE_3__/* .adviceFor */ .c)(error);
		case 'rate-limit':
			return 'Cloudflare allows 300 analytics requests in 5 minutes for each user: run the job again after five minutes, and let fewer jobs ask at the same time.';
		case 'too-many-keys':
			return 'Select fewer keys, or leave `unused-for` unset.';
		case 'range':
			return explainRange(error.message);
		case 'token':
			return "Cloudflare doesn't recognize the token: check that the secret behind `api-token` has a current API token.";
		case 'no-permission':
			return (
				`Check, in this order: (1) the token has the permission ${ANALYTICS_PERMISSION}, which \`unused-for\` needs besides the one for TURN keys; ` +
				'(2) the account in `account-id` is among its account resources; (3) the token has not expired or been revoked; ' +
				'(4) it has no IP filter that excludes the runner. Without `unused-for`, no analytics are asked for.'
			);
		case 'no-account':
			return `Check \`account-id\`, and that the token has the permission ${ANALYTICS_PERMISSION} on this account.`;
		case 'query':
			return 'Cloudflare may have changed its analytics: check for a newer version of this action, or leave `unused-for` unset.';
		case 'server':
			return 'The fault is on the side of Cloudflare or of a proxy: check https://www.cloudflarestatus.com and run the job again.';
		case 'unknown':
			return 'Check that `api-base-url` is the API of Cloudflare and that no proxy changes its responses; if it is, leave `unused-for` unset.';
	}
}
function explainRange(message) {
	const [, span = ''] = /(?:than|to|of) ((?:\d+[wdhms])+)\b/.exec(message) ?? [];
	const milliseconds = [...span.matchAll(/(\d+)([wdhms])/g)].reduce(
		(sum, [, count, unit = '']) => sum + ((0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_9__/* .isKeyOf */ .bX)(UNIT_MS, unit) ? Number(count) * UNIT_MS[unit] : 0),
		0,
	);
	const longest = milliseconds === 0 ? 'less than `unused-for`' : `${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatAge */ .nV)(milliseconds)} (${span})`;
	const limit = message.includes('older')
		? `For this account Cloudflare keeps ${longest} of analytics`
		: `For this account Cloudflare returns the usage of ${longest} at most`;
	return `${limit}: set a shorter \`unused-for\`.`;
}
const UNIT_MS = { w: 7 * _lib_time_js__WEBPACK_IMPORTED_MODULE_2__/* .DAY_MS */ .sO, d: _lib_time_js__WEBPACK_IMPORTED_MODULE_2__/* .DAY_MS */ .sO, h: _lib_time_js__WEBPACK_IMPORTED_MODULE_2__/* .HOUR_MS */ .iQ, m: _lib_time_js__WEBPACK_IMPORTED_MODULE_2__/* .MINUTE_MS */ .kg, s: _lib_time_js__WEBPACK_IMPORTED_MODULE_2__/* .SECOND_MS */ ._L };
const POLICY = { classify, affectsAllKeys: () => false, advise };


/***/ }),

/***/ 6497:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IJ: () => (/* binding */ classifyResponse),
/* harmony export */   Jz: () => (/* binding */ isRateLimited),
/* harmony export */   Y2: () => (/* binding */ mayHaveTakenEffect),
/* harmony export */   m8: () => (/* binding */ affectsAllKeys),
/* harmony export */   wA: () => (/* binding */ isInternalError),
/* harmony export */   wY: () => (/* binding */ isLockOut)
/* harmony export */ });
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2589);
/* harmony import */ var _codes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7157);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6924);



function isRateLimited(error) {
	return error.status === 429 || error.errors.some(({ code }) => code === _codes_js__WEBPACK_IMPORTED_MODULE_2__/* .THROTTLED */ .I);
}
function isInternalError(error) {
	return error.says(/^(?=.*\binternal (server )?error\b)(?=.*\b(again|retry|later)\b)/is);
}
function classifyResponse(error, tokenWorked) {
	if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CloudflareError */ .O)) return 'final';
	const { status } = error;
	if (error.outcomeUnknown || (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .isNotFound */ .c)(error)) return 'final';
	if (isRateLimited(error)) return 'rate-limited';
	if ((0,_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isServerFailure */ .Ab)(status) || isInternalError(error)) return 'transient';
	return status === 403 && tokenWorked && !isLockOut(error) ? 'transient' : 'final';
}
function mayHaveTakenEffect(error) {
	if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .isNotFound */ .c)(error)) return false;
	if (error.outcomeUnknown) return true;
	return (0,_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isServerFailure */ .Ab)(error.status) || (isInternalError(error) && !isRateLimited(error));
}
function isLockOut(error) {
	return error.says(/max auth failures/i);
}
function affectsAllKeys(error, tokenWorked) {
	if (error.status === 401) return true;
	if (error.status !== 403 || !(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CloudflareError */ .O)) return false;
	return !isInternalError(error) && (!tokenWorked || isLockOut(error));
}


/***/ }),

/***/ 7272:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   describeMessage: () => (/* binding */ describeMessage),
/* harmony export */   r: () => (/* binding */ describeErrors),
/* harmony export */   toError: () => (/* binding */ toError),
/* harmony export */   x: () => (/* binding */ makeError)
/* harmony export */ });
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2589);
/* harmony import */ var _http_limits_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(994);
/* harmony import */ var _http_rate_limit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4394);
/* harmony import */ var _lib_format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1580);
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7480);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6924);






const MAX_ERRORS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
function toError(response, envelope) {
	const { status, headers, body } = response;
	const errors = envelope?.errors ?? [];
	function fail(failure, what) {
		return makeError(response, failure, what, errors);
	}
	if (body === undefined) {
		return fail('too-large', ` with ${_http_limits_js__WEBPACK_IMPORTED_MODULE_4__/* .OVERSIZED_BODY */ .nk}`);
	}
	if (REDIRECTS.has(status) && errors.length === 0) {
		const location = (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .truncate */ .xv)((0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLine */ .EH)(headers.location ?? ''), 200);
		return fail('redirect', `, a redirect${location && ` to ${location}`}`);
	}
	const isEnvelope = envelope?.success !== undefined || (errors.length > 0 && !(0,_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isSuccess */ .oJ)(status));
	const failure = isEnvelope ? 'refused' : 'not-an-envelope';
	if (errors.length > 0) {
		const yet = (0,_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isSuccess */ .oJ)(status) && envelope?.success !== true ? ' without success' : '';
		return fail(failure, `${yet}, ${describeErrors(errors)}`);
	}
	const what = isEnvelope ? ' without success and without an error' : ' with an unexpected response body';
	return fail(failure, `${what}: ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .excerpt */ .Kb)(body)}`);
}
function makeError(response, failure, what, errors = []) {
	const { status, headers } = response;
	const rayId = readRayId(response);
	return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .CloudflareError */ .O(`Cloudflare returned HTTP ${status}${what}${rayId && ` (cf-ray ${rayId})`}.`, {
		failure,
		status,
		rayId,
		errors,
		hints: { retryAfter: headers['retry-after'], windowEndsMs: (0,_http_rate_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .windowEndsMs */ .PS)((0,_http_rate_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .parseQuotas */ .nt)(headers)) },
	});
}
function readRayId(response) {
	const ray = response.headers['cf-ray'];
	return typeof ray === 'string' ? (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .truncate */ .xv)((0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLine */ .EH)(ray), 64) : '';
}
function describeErrors(errors) {
	const more =
		errors.length > MAX_ERRORS ? `; and ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_2__/* .pluralize */ .td)(errors.length - MAX_ERRORS, 'more error')}` : '';
	return `${errors.slice(0, MAX_ERRORS).map(describeMessage).join('; ')}${more}`;
}
function describeMessage(message) {
	const code =
		message.code === undefined ? 'no code' : `code ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .truncate */ .xv)((0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLine */ .EH)(String(message.code)), 32)}`;
	const more = [
		message.pointer && `at ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .truncate */ .xv)((0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLine */ .EH)(message.pointer), 200)}`,
		message.documentationUrl && `see ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .truncate */ .xv)((0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLine */ .EH)(message.documentationUrl), 200)}`,
		...message.chain.slice(0, MAX_ERRORS).map((beneath) => `beneath it ${describeMessage(beneath)}`),
		message.chain.length > MAX_ERRORS && `and ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_2__/* .pluralize */ .td)(message.chain.length - MAX_ERRORS, 'more error')}`,
	].filter(Boolean);
	const text = (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .truncate */ .xv)((0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLine */ .EH)(message.message), 500) || 'no message';
	return (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .truncate */ .xv)(
		`${code}: ${text.replace(/\.$/, '')}${more.length > 0 ? ` (${more.join(', ')})` : ''}`,
		1000,
	);
}


/***/ })

};
;