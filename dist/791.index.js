"use strict";
exports.id = 791;
exports.ids = [791,272];
exports.modules = {

/***/ 791:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readUsage: () => (/* binding */ readUsage)
/* harmony export */ });
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(589);
/* harmony import */ var _lib_objects_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(727);
/* harmony import */ var _lib_parallel_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(728);
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(480);
/* harmony import */ var _describe_response_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(272);
/* harmony import */ var _envelope_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(219);
/* harmony import */ var _classify_response_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(497);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(924);








const KEYS_PER_REQUEST = 10;
const PARALLEL_REQUESTS = 4;
const MINUTE_MS = 60_000;
async function readUsage(uids, { unusedForMs, now }, { cloudflare, retries, softStop }) {
	const since = toTime(Math.floor((now - unusedForMs) / MINUTE_MS) * MINUTE_MS);
	const until = toTime((Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS);
	const variables = { account: cloudflare.accountId, since, until };
	const batches = Array.from({ length: Math.ceil(uids.length / KEYS_PER_REQUEST) }, (_, index) =>
		uids.slice(index * KEYS_PER_REQUEST, (index + 1) * KEYS_PER_REQUEST),
	);
	const answers = await (0,_lib_parallel_js__WEBPACK_IMPORTED_MODULE_4__/* .inParallel */ .H)(batches, PARALLEL_REQUESTS, (batch) =>
		retries.run({
			attempt: async (number) => {
				const response = await cloudflare.sendQuery({ query: writeQuery(batch), variables }, number);
				return readResponse(response, batch);
			},
			policy: () => POLICY,
			softStop,
		}),
	);
	return new Map(answers.flat());
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
class AnalyticsError extends _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .CloudflareError */ .O {
	graphqlErrors;
	constructor(error, graphqlErrors) {
		super(error.message, error);
		this.graphqlErrors = graphqlErrors;
	}
	is(...codes) {
		return this.graphqlErrors.some(({ code }) => codes.includes(code));
	}
}
function readResponse(response, uids) {
	const { status, body } = response;
	const json = body === undefined ? undefined : (0,_envelope_js__WEBPACK_IMPORTED_MODULE_5__/* .parseJson */ .q)(body);
	const errors = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_6__/* .isRecord */ .u)(json) ? readErrors(json['errors']) : [];
	const fail = (what) => new AnalyticsError((0,_describe_response_js__WEBPACK_IMPORTED_MODULE_1__/* .makeError */ .x)(response, 'unexpected-result', what), errors);
	if (body === undefined) throw fail(' with a body of more than 1 MiB');
	if (errors.length > 0) {
		throw fail(
			`, ${errors.map(({ message, code }) => `${code || 'no code'}: ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_7__/* .quote */ .hD)(message, 500)}`).join('; ')}`,
		);
	}
	if (!(0,_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isSuccess */ .oJ)(status) || !(0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_6__/* .isRecord */ .u)(json)) {
		throw fail(` with an unexpected response body: ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_7__/* .excerpt */ .Kb)(body)}`);
	}
	const { data } = json;
	const viewer = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_6__/* .isRecord */ .u)(data) ? data['viewer'] : undefined;
	const accounts = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_6__/* .isRecord */ .u)(viewer) ? viewer['accounts'] : undefined;
	if (!Array.isArray(accounts)) throw fail(`, and no usage in its response: ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_7__/* .excerpt */ .Kb)(body)}`);
	const [account, ...others] = accounts;
	if (!(0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_6__/* .isRecord */ .u)(account) || others.length > 0) {
		throw fail(`, and ${accounts.length === 0 ? 'no account' : 'unexpected accounts'} in its response`);
	}
	return uids.map((uid, index) => {
		const bytes = sumUp(account[`k${index}`]);
		if (bytes === undefined) throw fail(`, and no usable figures for TURN key ${uid}: ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_7__/* .excerpt */ .Kb)(body)}`);
		return [uid, bytes];
	});
}
function sumUp(rows) {
	if (!Array.isArray(rows)) return undefined;
	let total = 0;
	for (const row of rows) {
		const sum = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_6__/* .isRecord */ .u)(row) ? row['sum'] : undefined;
		const { egressBytes, ingressBytes } = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_6__/* .isRecord */ .u)(sum) ? sum : {};
		if (!isAmount(egressBytes) || !isAmount(ingressBytes)) return undefined;
		total += egressBytes + ingressBytes;
	}
	return total;
}
function isAmount(value) {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
function readErrors(value) {
	if (!Array.isArray(value)) return [];
	return value.map((entry) => {
		const { message, extensions } = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_6__/* .isRecord */ .u)(entry) ? entry : {};
		const code = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_6__/* .isRecord */ .u)(extensions) ? extensions['code'] : undefined;
		return {
			message: typeof message === 'string' ? message : 'an error without a message',
			code: typeof code === 'string' ? code : '',
		};
	});
}
function classify(error) {
	if (!(error instanceof AnalyticsError)) return 'final';
	const { status } = error;
	if (status === 429 || error.is('budget')) return 'rate-limited';
	const saysInternal = error.graphqlErrors.some(({ message }) => /internal (server )?error/i.test(message));
	return status === 408 || (status >= 500 && status <= 599) || saysInternal || (0,_classify_response_js__WEBPACK_IMPORTED_MODULE_2__/* .isInternalError */ .wA)(error)
		? 'transient'
		: 'final';
}
const PERMISSION = '`Account › Account Analytics › Read`';
function advise(error) {
	if (error instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionError */ .Rc) {
		return 'Check the network and the proxy between the runner and Cloudflare, and https://www.cloudflarestatus.com; then run the job again.';
	}
	const { status } = error;
	const is = (...codes) => error instanceof AnalyticsError && error.is(...codes);
	if (status === 429 || is('budget')) {
		return 'Cloudflare allows 300 analytics requests in 5 minutes for each user: wait five minutes, and let fewer jobs ask.';
	}
	if (is('quota')) {
		return 'The time range is too wide or too far in the past for this account: set a shorter `unused-for`. It takes at most `30d`; Cloudflare keeps most account analytics for 90 days and answers at most 32 days in one request.';
	}
	if (is('authz') || status === 401 || status === 403) {
		return `Give the token the permission ${PERMISSION} on the account in \`account-id\`, or leave \`unused-for\` unset. If it has the permission, check that the token is current and has no IP filter that excludes the runner.`;
	}
	if (is('parser')) {
		return 'Cloudflare may have changed its analytics: check for a newer version of this action, or leave `unused-for` unset.';
	}
	if (status === 408 || (status >= 500 && status <= 599)) {
		return 'The fault is on the side of Cloudflare or of a proxy: check https://www.cloudflarestatus.com and run the job again.';
	}
	if (error.message.includes('no account in its response')) {
		return `Check \`account-id\`, and that the token has the permission ${PERMISSION} on this account.`;
	}
	return `Check that the token has the permission ${PERMISSION} on this account and that \`api-base-url\` is the API of Cloudflare, or leave \`unused-for\` unset.`;
}
const POLICY = { classify, affectsAllKeys: () => false, advise };


/***/ }),

/***/ 497:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IJ: () => (/* binding */ classifyResponse),
/* harmony export */   Jz: () => (/* binding */ isRateLimited),
/* harmony export */   m8: () => (/* binding */ affectsAllKeys),
/* harmony export */   wA: () => (/* binding */ isInternalError),
/* harmony export */   wY: () => (/* binding */ isLockOut)
/* harmony export */ });
/* harmony import */ var _codes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(157);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(924);


function isRateLimited(error) {
	return error.status === 429 || error.errors.some(({ code }) => code === _codes_js__WEBPACK_IMPORTED_MODULE_1__/* .THROTTLED */ .I);
}
function isInternalError(error) {
	return (
		error.says(/internal (server )?error/i) &&
		error.says(/(try|retry) (it |this |your request )?again|retry/i)
	);
}
function classifyResponse(error, tokenWorked) {
	if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CloudflareError */ .O)) return 'final';
	const { status } = error;
	if (error.outcomeUnknown || (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isNotFound */ .c)(error)) return 'final';
	if (isRateLimited(error)) return 'rate-limited';
	if (status === 408 || (status >= 500 && status <= 599) || isInternalError(error)) return 'transient';
	return status === 403 && tokenWorked && !isLockOut(error) ? 'transient' : 'final';
}
function isLockOut(error) {
	return error.says(/max auth failures/i);
}
function affectsAllKeys(error, tokenWorked) {
	if (error.status === 401) return true;
	if (error.status !== 403 || !(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CloudflareError */ .O)) return false;
	return !isInternalError(error) && (!tokenWorked || isLockOut(error));
}


/***/ }),

/***/ 272:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   describeMessage: () => (/* binding */ describeMessage),
/* harmony export */   toError: () => (/* binding */ toError),
/* harmony export */   x: () => (/* binding */ makeError)
/* harmony export */ });
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(589);
/* harmony import */ var _http_limits_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(994);
/* harmony import */ var _http_rate_limit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(394);
/* harmony import */ var _lib_format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(580);
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(480);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(924);






const MAX_ERRORS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
function toError(response, envelope) {
	const { status, headers, body } = response;
	const errors = envelope?.errors ?? [];
	const fail = (failure, what) => makeError(response, failure, what, errors);
	if (body === undefined) {
		return fail('too-large', ` with a body of more than ${_http_limits_js__WEBPACK_IMPORTED_MODULE_4__/* .MAX_BODY_BYTES */ .Y / 1024 / 1024} MiB`);
	}
	if (REDIRECTS.has(status) && errors.length === 0) {
		const location = (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .truncate */ .xv)((0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeLine */ .EH)(headers.location ?? ''), 200);
		return fail('redirect', `, a redirect${location && ` to ${location}`}`);
	}
	const isEnvelope = envelope !== undefined && (!(0,_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isSuccess */ .oJ)(status) || envelope.success !== undefined);
	const failure = isEnvelope ? 'refused' : 'not-an-envelope';
	if (errors.length > 0) {
		const yet = (0,_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isSuccess */ .oJ)(status) && envelope?.success !== true ? ' without success' : '';
		const more =
			errors.length > MAX_ERRORS ? `; and ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_2__/* .pluralize */ .td)(errors.length - MAX_ERRORS, 'more error')}` : '';
		return fail(failure, `${yet}, ${errors.slice(0, MAX_ERRORS).map(describeMessage).join('; ')}${more}`);
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