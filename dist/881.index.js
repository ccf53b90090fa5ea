"use strict";
exports.id = 881;
exports.ids = [881];
exports.modules = {

/***/ 881:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NO_FAILURES: () => (/* binding */ NO_FAILURES),
/* harmony export */   classifyConnection: () => (/* binding */ classifyConnection),
/* harmony export */   countAttempt: () => (/* binding */ countAttempt),
/* harmony export */   decide: () => (/* binding */ decide),
/* harmony export */   explainGivingUp: () => (/* binding */ explainGivingUp)
/* harmony export */ });
/* unused harmony export parseRetryAfter */
/* harmony import */ var _lib_format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1580);
/* harmony import */ var _lib_time_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4374);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2589);



const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const AT_ONCE_MS = 500;
const LONGEST_TIMEOUT_MS = _lib_time_js__WEBPACK_IMPORTED_MODULE_1__/* .HOUR_MS */ .iQ;
function parseRetryAfter(header, now) {
	const value = header?.trim() ?? '';
	if (/^\d+$/.test(value)) return Number(value) * 1000;
	const isDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/.test(value);
	const date = isDate ? Date.parse(value.endsWith('GMT') ? value : `${value} GMT`) : Number.NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
const NO_FAILURES = { failures: 0, rateLimited: 0, askedAtOnce: 0 };
function countAttempt(counts, error, verdict, now) {
	const askedMs = readAskedMs(error, now);
	const isRateLimit = verdict === 'rate-limited';
	return {
		failures: counts.failures + (isRateLimit ? 0 : 1),
		rateLimited: isRateLimit ? counts.rateLimited + 1 : 0,
		askedAtOnce: askedMs !== undefined && askedMs < AT_ONCE_MS ? counts.askedAtOnce + 1 : 0,
	};
}
function decide(error, verdict, { failures, rateLimited, askedAtOnce }, state) {
	const { maxRetries, remainingMs, random, now } = state;
	if (verdict === 'final') return { retry: false, reason: 'final' };
	const askedMs = readAskedMs(error, now);
	if (askedMs !== undefined && askedMs >= remainingMs) {
		return { retry: false, reason: 'asked-too-long', askedMs };
	}
	const isRateLimit = verdict === 'rate-limited';
	if (!isRateLimit && failures > maxRetries) return { retry: false, reason: 'retries-used' };
	const growingMs = backoff(isRateLimit ? rateLimited : failures, random);
	const windowMs = isRateLimit && !(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ConnectionError */ .Rc) ? (error.hints.windowEndsMs ?? 0) : 0;
	const ownMs = windowMs < remainingMs ? Math.max(growingMs, windowMs) : growingMs;
	const asked = askedMs !== undefined && askedAtOnce <= 1;
	const waitMs = asked ? askedMs : ownMs;
	if (waitMs >= remainingMs) return { retry: false, reason: 'no-time' };
	return { retry: true, waitMs, asked, pausesAll: isRateLimit };
}
function readAskedMs(error, now) {
	return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ConnectionError */ .Rc ? undefined : parseRetryAfter(error.hints.retryAfter, now);
}
function backoff(attempt, random) {
	const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
	return longest * (0.5 + random / 2);
}
function classifyConnection({ failure }) {
	return failure === 'certificate' || failure === 'interrupted' ? 'final' : 'transient';
}
function explainGivingUp(decision, attempts, remainingMs) {
	switch (decision.reason) {
		case 'final':
			return '';
		case 'retries-used':
			return attempts === 1 ? '' : `All ${attempts} attempts failed.`;
		case 'no-time':
			return `Only ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatSeconds */ .Xo)(remainingMs)} of the time limit (\`timeout-seconds\`) is left, too little for another attempt.`;
		case 'asked-too-long':
			return (
				`It asked to wait ${formatWait(decision.askedMs)}, longer than what is left of the time limit (${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatSeconds */ .Xo)(remainingMs)}): ` +
				`run the job again after that time${decision.askedMs < LONGEST_TIMEOUT_MS ? ', or raise `timeout-seconds`' : ''}.`
			);
	}
}
function formatWait(milliseconds) {
	return milliseconds > _lib_time_js__WEBPACK_IMPORTED_MODULE_1__/* .DAY_MS */ .sO ? 'more than a day' : (0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatSeconds */ .Xo)(milliseconds);
}


/***/ })

};
;