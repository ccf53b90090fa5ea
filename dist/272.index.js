"use strict";
exports.id = 272;
exports.ids = [272];
exports.modules = {

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