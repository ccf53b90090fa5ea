"use strict";
exports.id = 703;
exports.ids = [703];
exports.modules = {

/***/ 3703:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   collectKeys: () => (/* binding */ collectKeys)
/* harmony export */ });
/* harmony import */ var _lib_format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1580);
/* harmony import */ var _lib_objects_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6727);
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7480);



const MAX_PAGES = 1_000;
function collectKeys() {
	const keys = [];
	const seen = new Set();
	let pages = 0;
	let promises = NO_PROMISES;
	function add({ keys: listed, resultInfo }) {
		pages++;
		const before = keys.length;
		for (const key of listed) {
			const id = key.uid ?? JSON.stringify(key);
			if (seen.has(id)) continue;
			seen.add(id);
			keys.push(key);
		}
		const cursor = findCursor(resultInfo);
		if (cursor !== undefined) {
			return {
				incomplete: `it has \`${cursor.path}\` ${describe(cursor.value)}, which stands for more keys`,
			};
		}
		const read = readPromises(resultInfo, promises);
		if ('odd' in read) return { incomplete: `it has ${read.odd}` };
		promises = read;
		const { totalPages, totalCount, isTotal, perPage } = read;
		const isRepeated = pages > 1 && pages <= totalPages && keys.length === before;
		const promised = pages < totalPages || keys.length < totalCount || isRepeated;
		const isFull = totalPages === 0 && !isTotal && perPage > 0 && listed.length >= perPage;
		if (!promised && !isFull) return { more: false };
		if (keys.length > before && pages < MAX_PAGES) return { more: true };
		if (!promised && listed.length === 0) return { more: false };
		const what =
			keys.length < totalCount
				? (0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .pluralize */ .td)(totalCount, 'key')
				: totalPages > 0
					? (0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .pluralize */ .td)(totalPages, 'page')
					: 'more keys';
		return {
			incomplete: `it promises ${what}, and only ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .pluralize */ .td)(keys.length, 'key')} on ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .pluralize */ .td)(pages, 'page')} could be read`,
		};
	}
	return { keys: () => keys, add };
}
const NO_PROMISES = { totalPages: 0, totalCount: 0, isTotal: false, perPage: 0 };
const PAGES = /pages|last_?page|page_?count/i;
const TOTAL = /total/i;
function readPromises(info, before) {
	let { totalPages, totalCount, isTotal, perPage } = before;
	for (const [name, value] of Object.entries(info)) {
		const isPages = PAGES.test(name);
		if (!isPages && !TOTAL.test(name) && name !== 'count' && name !== 'per_page') continue;
		const number = readCount(value);
		if (number === undefined) return { odd: `\`${name}\` ${describe(value)}` };
		if (isPages) totalPages = Math.max(totalPages, number);
		else if (name === 'per_page') perPage = number;
		else {
			totalCount = Math.max(totalCount, number);
			isTotal ||= name !== 'count' && number > 0;
		}
	}
	if (totalPages > MAX_PAGES) return { odd: `\`total_pages\` ${totalPages}, more than ${MAX_PAGES}` };
	return { totalPages, totalCount, isTotal, perPage };
}
function readCount(value) {
	if (value === undefined || value === null) return 0;
	const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
const MORE = /cursor|next|after|more|remain|truncated|continu/i;
const BEFORE = /before|prev/i;
function findCursor(info, within = '') {
	for (const [key, value] of Object.entries(info)) {
		if (BEFORE.test(key)) continue;
		const path = `${within}${key}`;
		const found = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value) ? findCursor(value, `${path}.`) : undefined;
		if (found !== undefined) return found;
		if (MORE.test(key) && !(0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value) && Boolean(value)) return { path, value };
	}
	return undefined;
}
function describe(value) {
	return typeof value === 'string' ? (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(value, 64) : (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(JSON.stringify(value), 64).slice(1, -1);
}


/***/ })

};
;