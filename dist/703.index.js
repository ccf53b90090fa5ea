"use strict";
exports.id = 703;
exports.ids = [703];
exports.modules = {

/***/ 703:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   collectKeys: () => (/* binding */ collectKeys)
/* harmony export */ });
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(480);

const MAX_PAGES = 1_000;
function collectKeys() {
	const keys = [];
	const seen = new Set();
	let pages = 0;
	const add = ({ keys: listed, resultInfo }) => {
		pages++;
		const before = keys.length;
		for (const key of listed) {
			const id = key.uid ?? JSON.stringify(key);
			if (seen.has(id)) continue;
			seen.add(id);
			keys.push(key);
		}
		const cursor = findCursor(resultInfo);
		if (cursor !== undefined)
			return { incomplete: `its \`result_info\` has ${cursor}, which stands for more keys` };
		const read = readPromises(resultInfo);
		if ('odd' in read) return { incomplete: `its \`result_info\` has ${read.odd}` };
		const { totalPages, totalCount, perPage } = read;
		const promised = pages < totalPages || keys.length < totalCount;
		const isFull = totalPages === 0 && totalCount === 0 && perPage > 0 && listed.length >= perPage;
		if (!promised && !isFull) return { more: false };
		if (keys.length > before && pages < MAX_PAGES) return { more: true };
		if (!promised && listed.length === 0) return { more: false };
		const what =
			keys.length < totalCount ? `${totalCount} keys` : totalPages > 0 ? `${totalPages} pages` : 'more keys';
		return {
			incomplete: `it promises ${what}, and only ${keys.length} keys on ${pages} pages could be read`,
		};
	};
	return { keys: () => keys, add };
}
function readPromises(info) {
	const numbers = {};
	for (const name of ['total_pages', 'total_count', 'count', 'per_page']) {
		const value = info[name];
		const number = readCount(value);
		if (number === undefined) return { odd: `\`${name}\` ${describe(value)}` };
		numbers[name] = number;
	}
	const { total_pages: totalPages = 0, total_count: total = 0, count = 0, per_page: perPage = 0 } = numbers;
	if (totalPages > MAX_PAGES) return { odd: `\`total_pages\` ${totalPages}, more than ${MAX_PAGES}` };
	return { totalPages, totalCount: Math.max(total, count), perPage };
}
function readCount(value) {
	if (value === undefined || value === null) return 0;
	const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
function findCursor(info) {
	const cursors = info['cursors'];
	const after =
		typeof cursors === 'object' && cursors !== null && 'after' in cursors ? cursors.after : undefined;
	const candidates = {
		cursor: info['cursor'],
		'cursors.after': after,
		next_cursor: info['next_cursor'],
		next: info['next'],
		has_more: info['has_more'],
		is_truncated: info['is_truncated'],
	};
	const found = Object.entries(candidates).find(
		([, value]) => value !== undefined && value !== null && value !== '' && value !== false,
	);
	return found === undefined ? undefined : `\`${found[0]}\` ${describe(found[1])}`;
}
function describe(value) {
	return typeof value === 'string' ? (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(value, 64) : (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(JSON.stringify(value), 64).slice(1, -1);
}


/***/ })

};
;