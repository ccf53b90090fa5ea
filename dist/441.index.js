"use strict";
exports.id = 441;
exports.ids = [441];
exports.modules = {

/***/ 2441:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkGithub: () => (/* binding */ checkGithub)
/* harmony export */ });
/* harmony import */ var _lib_objects_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6727);
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7480);
/* harmony import */ var _base_url_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3308);
/* harmony import */ var _secret_forms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7931);




const NEEDS = "{closed-pr} in 'key-name' needs";
function checkGithub({ value, source }, env, { readFile, bypassesProxy }, addProblem) {
	const fault = (0,_secret_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .findTokenFault */ .P7)(value);
	if (value === '') {
		addProblem(
			() =>
				`${source} is required for {closed-pr} in 'key-name', and is empty: leave it out to use the job's own token, or set one that can read pull requests.`,
		);
	} else if (fault !== undefined) {
		addProblem((explanations) => explanations.explainToken(source, fault));
	}
	if (!/^[^/\s]+\/[^/\s]+$/.test(env['GITHUB_REPOSITORY'] ?? '')) {
		addProblem(
			() =>
				`${NEEDS} the environment variable GITHUB_REPOSITORY (owner/name), which the runner sets; it is missing or has another form.`,
		);
	}
	checkApiUrl(env, bypassesProxy, addProblem);
	checkEventFile(env['GITHUB_EVENT_PATH'] ?? '', readFile, addProblem);
}
function checkApiUrl(env, bypassesProxy, addProblem) {
	const set = env['GITHUB_API_URL'] ?? '';
	const value = set === '' ? 'https://api.github.com' : set;
	const url = URL.canParse(value) ? new URL(value) : undefined;
	if (url === undefined || !['http:', 'https:'].includes(url.protocol) || (0,_base_url_js__WEBPACK_IMPORTED_MODULE_1__/* .isIpv6 */ .sX)(url.hostname)) {
		addProblem(
			({ quoteUrl }) =>
				`${NEEDS} the environment variable GITHUB_API_URL to be an http or https URL with a host name, such as https://api.github.com, as the runner sets it; ${quoteUrl(value)}. Remove what sets it to something else.`,
		);
		return;
	}
	(0,_base_url_js__WEBPACK_IMPORTED_MODULE_1__/* .checkProxy */ .d4)(url, env, bypassesProxy, addProblem);
}
function checkEventFile(path, readFile, addProblem) {
	if (path === '') return;
	let text;
	try {
		text = readFile(path);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
		addProblem(() => explainEventFile(`it can't be read (${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_2__/* .truncate */ .xv)((0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error), 200)})`));
		return;
	}
	try {
		JSON.parse(text);
	} catch (error) {
		addProblem(() => explainEventFile(`it isn't valid JSON (${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_2__/* .truncate */ .xv)((0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error), 200)})`));
	}
}
function explainEventFile(reason) {
	return `${NEEDS} the event file that GITHUB_EVENT_PATH names, and ${reason}. The runner writes it: check what changes the file or the variable before this step.`;
}


/***/ })

};
;