"use strict";
exports.id = 362;
exports.ids = [362];
exports.modules = {

/***/ 7362:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   addFailure: () => (/* binding */ addFailure),
/* harmony export */   annotateFailures: () => (/* binding */ annotateFailures),
/* harmony export */   reportDefect: () => (/* binding */ reportDefect),
/* harmony export */   reportFailedRun: () => (/* binding */ reportFailedRun),
/* harmony export */   reportProblems: () => (/* binding */ reportProblems),
/* harmony export */   reportRefusal: () => (/* binding */ reportRefusal)
/* harmony export */ });
/* harmony import */ var _keys_outcome_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2968);
/* harmony import */ var _lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1647);
/* harmony import */ var _lib_defect_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3966);
/* harmony import */ var _lib_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1580);
/* harmony import */ var _report_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6159);





const NOT_FOUND_ADVICE =
	'Check the ID or name and `account-id`; if the key may already have been deleted, set `if-not-found: ignore`.';
function reportFailedRun(outcomes, { ifNotFound, cancelled }) {
	const failures = outcomes.flatMap((each) => {
		if (each.status === 'failed') return [explainFailed(each)];
		if (each.status === 'not-found' && ifNotFound === 'error')
			return [`${(0,_report_js__WEBPACK_IMPORTED_MODULE_2__/* .explainNotFound */ .hf)(each)} ${NOT_FOUND_ADVICE}`];
		return [];
	});
	const isIncomplete = outcomes.some(({ status }) => status === 'failed' || status === 'not-attempted');
	const unattempted = outcomes.find(({ status }) => status === 'not-attempted');
	const [only = ''] = failures.length === 1 ? failures : [];
	const isCancellationSaid = `${only} ${unattempted?.reason ?? ''}`.includes(_lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__/* .CANCELLED */ .gD);
	const isHandled = unattempted === undefined && !failures.some((failure) => failure.includes(_lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__/* .CANCELLED */ .gD));
	const sentences = [
		(unattempted !== undefined || failures.length > 1) && `${(0,_report_js__WEBPACK_IMPORTED_MODULE_2__/* .tally */ .N4)(outcomes)}.`,
		unattempted?.reason,
		cancelled &&
			!isCancellationSaid &&
			(isHandled ? `${_lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__/* .CANCELLED */ .gD}, but every key was handled.` : `${_lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__/* .CANCELLED */ .gD}.`),
		failures.length > 1 && 'The output `results` has the details.',
	];
	const closing = sentences.filter(Boolean).join(' ');
	return {
		status: isIncomplete || cancelled ? 'failed' : 'not-found',
		outcomes,
		...(failures.length === 0 ? { failures: [closing], closing: '' } : { failures, closing }),
		headline: `${(0,_report_js__WEBPACK_IMPORTED_MODULE_2__/* .tally */ .N4)(outcomes)}${cancelled ? '; the run was cancelled' : ''}`,
		endedEarly: false,
	};
}
function explainFailed(each) {
	const key = (0,_report_js__WEBPACK_IMPORTED_MODULE_2__/* .describeKey */ .Rx)(each);
	return each.confirmed
		? `Cloudflare confirmed the deletion of TURN key ${key}, but it could not be verified: ${each.reason}`
		: `Could not delete TURN key ${key}: ${each.reason}`;
}
function reportProblems(problems) {
	const number = (0,_lib_format_js__WEBPACK_IMPORTED_MODULE_1__/* .pluralize */ .td)(problems.length, 'problem');
	return {
		status: 'failed',
		outcomes: [],
		failures: problems,
		closing: problems.length > 1 ? `${number} with the inputs; nothing was deleted.` : '',
		headline: `Nothing was deleted, because of ${number} with the inputs`,
		endedEarly: true,
	};
}
function reportRefusal(error, { response, cancelled }) {
	const outcomes = error.planned.map((key) => {
		if (key.uid !== '' && key.uid === error.failedUid) {
			return (0,_keys_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .makeOutcome */ .v)(key, 'failed', { reason: error.message, response });
		}
		switch (key.plan) {
			case 'delete':
				return (0,_keys_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .makeOutcome */ .v)(key, 'not-attempted', {
					reason: 'Not attempted: the step was refused, and nothing was deleted.',
				});
			case 'keep':
				return (0,_keys_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .makeOutcome */ .v)(key, 'kept', { reason: key.reason });
			case 'not-found':
				return (0,_keys_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .makeOutcome */ .v)(key, 'not-found', { reason: key.reason });
		}
	});
	return {
		status: 'failed',
		outcomes,
		failures: [error.message],
		closing: cancelled && !error.message.includes(_lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__/* .CANCELLED */ .gD) ? `${_lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__/* .CANCELLED */ .gD}.` : '',
		headline: `Nothing was deleted${error.why && `, because ${error.why}`}`,
		endedEarly: true,
	};
}
function reportDefect(error) {
	return {
		status: 'failed',
		outcomes: [],
		failures: [(0,_lib_defect_js__WEBPACK_IMPORTED_MODULE_4__/* .describeDefect */ .Z)(error)],
		closing: '',
		headline: 'The step ended with an unexpected error',
		endedEarly: true,
	};
}
const MAX_ANNOTATIONS = 9;
function annotateFailures({ failures, closing, outcomes }, log) {
	const [first = '', ...others] = failures;
	if (others.length === 0) {
		log.setFailed([first, closing].filter(Boolean).join(' '));
		return;
	}
	for (const failure of failures.slice(0, MAX_ANNOTATIONS)) log.error(failure);
	for (const failure of failures.slice(MAX_ANNOTATIONS)) log.info(failure);
	log.setFailed(closing || `${(0,_report_js__WEBPACK_IMPORTED_MODULE_2__/* .tally */ .N4)(outcomes)}.`);
}
function addFailure(report, failure) {
	return { ...report, failures: report.failures.toSpliced(MAX_ANNOTATIONS - 1, 0, failure) };
}


/***/ })

};
;