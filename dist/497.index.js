"use strict";
exports.id = 497;
exports.ids = [497];
exports.modules = {

/***/ 6497:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IJ: () => (/* binding */ classifyResponse),
/* harmony export */   Jz: () => (/* binding */ isRateLimited),
/* harmony export */   m8: () => (/* binding */ affectsAllKeys),
/* harmony export */   mayHaveTakenEffect: () => (/* binding */ mayHaveTakenEffect),
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
	return !isRateLimited(error) && ((0,_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isServerFailure */ .Ab)(error.status) || isInternalError(error));
}
function isLockOut(error) {
	return error.says(/max auth failures/i);
}
function affectsAllKeys(error, tokenWorked) {
	if (error.status === 401) return true;
	if (error.status !== 403 || !(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CloudflareError */ .O)) return false;
	return !isInternalError(error) && (!tokenWorked || isLockOut(error));
}


/***/ })

};
;