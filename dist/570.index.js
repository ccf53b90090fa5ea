"use strict";
exports.id = 570;
exports.ids = [570];
exports.modules = {

/***/ 9570:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readPatterns: () => (/* binding */ readPatterns)
/* harmony export */ });
/* unused harmony export MAX_LINES */
/* harmony import */ var _keys_name_pattern_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5142);

const MAX_LINES = 1_000;
function readPatterns({ value, source }, templates, addProblem) {
	const trimmed = value.split(/\r\n|\r|\n/).map((line) => line.trim());
	const lines = [...new Set(trimmed.filter(Boolean))];
	if (lines.length > MAX_LINES) {
		addProblem((explanations) => explanations.explainTooManyLines(source, lines.length, MAX_LINES));
		return [];
	}
	return lines.flatMap((line) => {
		const parsed = (0,_keys_name_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePattern */ .EY)(line, templates);
		if (parsed.ok) return [parsed.pattern];
		addProblem((explanations) => explanations.explainLine(source, line, parsed.problem));
		return [];
	});
}


/***/ }),

/***/ 5142:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EY: () => (/* binding */ parsePattern),
/* harmony export */   cK: () => (/* binding */ matches),
/* harmony export */   sH: () => (/* binding */ extractDigits)
/* harmony export */ });
/* unused harmony export PLACEHOLDER */
/* harmony import */ var _lib_format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1580);

const PLACEHOLDER = '{closed-pr}';
const MAX_PATTERN_LENGTH = 1_000;
const MISSPELLED = /\{\s*closed[\s_-]*pr\s*\}/i;
function parsePattern(line, templates) {
	function refuse(problem) {
		return { ok: false, problem };
	}
	function accept(pattern) {
		return { ok: true, pattern };
	}
	if (line.length > MAX_PATTERN_LENGTH) {
		return refuse(`is longer than ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatNumber */ .ZV)(MAX_PATTERN_LENGTH)} characters`);
	}
	if (/^\**$/.test(line)) return refuse('matches every name');
	if (templates && MISSPELLED.test(line.replaceAll(PLACEHOLDER, ''))) {
		return refuse(`misspells ${PLACEHOLDER}`);
	}
	const star = line.indexOf('*');
	const place = templates ? line.indexOf(PLACEHOLDER) : -1;
	if (place !== -1) {
		const after = line.slice(place + PLACEHOLDER.length);
		if (after.includes(PLACEHOLDER)) return refuse(`has ${PLACEHOLDER} more than once`);
		if (star !== -1) return refuse(`has both ${PLACEHOLDER} and a "*"`);
		return accept({ kind: 'template', line, before: line.slice(0, place), after });
	}
	if (star === -1) return accept({ kind: 'exact', line });
	const last = line.lastIndexOf('*');
	return accept({
		kind: 'wildcard',
		line,
		before: line.slice(0, star),
		between: line.slice(star + 1, last).split('*'),
		after: line.slice(last + 1),
	});
}
function matches(pattern, name) {
	if (pattern.kind === 'exact') return name === pattern.line;
	const { before, between, after } = pattern;
	const end = name.length - after.length;
	if (!name.startsWith(before) || !name.endsWith(after)) return false;
	let position = before.length;
	for (const piece of between) {
		const found = name.indexOf(piece, position);
		if (found === -1) return false;
		position = found + piece.length;
	}
	return position <= end;
}
function extractDigits(template, name) {
	const { before, after } = template;
	if (!name.startsWith(before) || !name.endsWith(after)) return undefined;
	const middle = name.slice(before.length, name.length - after.length);
	return /^\d+$/.test(middle) ? middle : undefined;
}


/***/ })

};
;