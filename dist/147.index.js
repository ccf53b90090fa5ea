"use strict";
exports.id = 147;
exports.ids = [147];
exports.modules = {

/***/ 2147:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkSpelling: () => (/* binding */ checkSpelling)
/* harmony export */ });
/* harmony import */ var _definitions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9815);

function checkSpelling(names, addProblem) {
	for (const name of names) {
		const meant = findNearMiss(name);
		if (meant !== undefined) addProblem((explanations) => explanations.explainMisspelling(name, meant));
	}
}
const MAX_SLIPS = 2;
function findNearMiss(name) {
	const written = lettersOf(name);
	const near = _definitions_js__WEBPACK_IMPORTED_MODULE_0__/* .INPUT_NAMES */ .Qh.flatMap((known) => {
		const meant = lettersOf(known);
		const most = Math.min(MAX_SLIPS, Math.floor(meant.length / 3));
		if (Math.abs(written.length - meant.length) > most) return [];
		const slips = countSlips(written, meant);
		return slips <= most ? [{ known, slips }] : [];
	});
	return near.sort((one, other) => one.slips - other.slips)[0]?.known;
}
function lettersOf(name) {
	return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}
function countSlips(one, other) {
	const rows = [];
	const at = (row, column) => rows[row]?.[column] ?? row + column;
	for (let i = 0; i <= one.length; i++) {
		const row = [i];
		rows.push(row);
		for (let j = 1; j <= other.length; j++) {
			const wrong = one[i - 1] === other[j - 1] ? 0 : 1;
			const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
			row.push(
				i === 0
					? j
					: Math.min(
							at(i - 1, j) + 1,
							at(i, j - 1) + 1,
							at(i - 1, j - 1) + wrong,
							isSwapped ? at(i - 2, j - 2) + 1 : Infinity,
						),
			);
		}
	}
	return at(one.length, other.length);
}


/***/ })

};
;