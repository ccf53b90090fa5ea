"use strict";
exports.id = 139;
exports.ids = [139];
exports.modules = {

/***/ 7139:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   stringifyWithin: () => (/* binding */ stringifyWithin)
/* harmony export */ });
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7480);

const LONGEST_TEXT = 1_048_576;
function stringifyWithin(rows, maxBytes) {
	for (let length = LONGEST_TEXT; length >= 1; length /= 2) {
		const json = takeFitting(rows, length, maxBytes);
		if (json.length === rows.length) return { json: `[${json.join(',')}]`, omitted: 0 };
	}
	function isDone({ status }) {
		return status !== 'kept' && status !== 'not-found';
	}
	const ordered = [...rows.filter(isDone), ...rows.filter((row) => !isDone(row))];
	const json = takeFitting(ordered, 1, maxBytes);
	return { json: `[${json.join(',')}]`, omitted: rows.length - json.length };
}
function takeFitting(rows, length, maxBytes) {
	function shorten(key, value) {
		return typeof value === 'string' && key !== 'uid' && key !== 'status' ? (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .truncate */ .xv)(value, length) : value;
	}
	const taken = [];
	let bytes = 1;
	for (const row of rows) {
		const json = JSON.stringify(row, shorten);
		bytes += Buffer.byteLength(json) + 1;
		if (bytes > maxBytes) break;
		taken.push(json);
	}
	return taken;
}


/***/ })

};
;