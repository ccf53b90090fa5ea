"use strict";
exports.id = 81;
exports.ids = [81];
exports.modules = {

/***/ 9155:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ describeAge),
/* harmony export */   v: () => (/* binding */ creationTime)
/* harmony export */ });
/* harmony import */ var _lib_format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1580);
/* harmony import */ var _lib_time_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4374);


const FIRST_DATE = Date.UTC(2010, 0, 1);
function creationTime({ created }) {
	const time = (0,_lib_time_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDateTime */ .DP)(created ?? '');
	return time !== undefined && time >= FIRST_DATE ? time : undefined;
}
function describeAge(created, now) {
	const time = creationTime({ created });
	return time === undefined || time > now ? '' : (0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatAge */ .nV)(now - time);
}


/***/ }),

/***/ 5081:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderSummary: () => (/* binding */ renderSummary)
/* harmony export */ });
/* harmony import */ var _keys_age_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9155);
/* harmony import */ var _lib_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1580);
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7480);
/* harmony import */ var _report_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6159);




const MAX_TABLE_BYTES = 450 * 1024;
const MAX_KEYS_BYTES = 550 * 1024;
const MAX_LISTED = 20;
const MAX_REASON_BYTES = 2000;
const DASHBOARD = 'https://dash.cloudflare.com/?to=/:account/realtime/turn';
const CREDENTIALS = 'https://developers.cloudflare.com/realtime/turn/generate-credentials/';
const MARKS = {
	deleted: '✅',
	'would-delete': '📝',
	'not-found': '⚪',
	kept: '📌',
	failed: '❌',
	'not-attempted': '⏭️',
};
function renderSummary(report, now) {
	const { headline, outcomes, failures, endedEarly } = report;
	const rows = outcomes.filter(({ status }) => status !== 'kept');
	const kept = outcomes.filter(({ status }) => status === 'kept');
	const table = rows.map((each) => renderRow(each, now));
	const shown = takeFitting(table, MAX_TABLE_BYTES);
	const room = MAX_KEYS_BYTES - Buffer.byteLength(shown.join(''));
	return [
		`<h2>${headline.replace(/`(.+?)`/g, '<code>$1</code>')}</h2>`,
		...(endedEarly ? renderList(failures.map(asReason), (left) => `${left} more in the log.`) : []),
		...(rows.length === 0 ? [] : [`<table>${HEADER}${shown.join('')}</table>`]),
		...(shown.length < rows.length ? [`<p>${describeMore(rows.length - shown.length, 'key')}</p>`] : []),
		...renderList(renderReasons(rows, endedEarly), (left) => describeMore(left, 'reason')),
		...renderKept(kept, room),
		`<p><a href="${DASHBOARD}">TURN keys in the Cloudflare dashboard</a></p>`,
		...(outcomes.some(mattersToCredentials) ? [CREDENTIALS_NOTE] : []),
		'',
	].join('\n');
}
const HEADER = '<tr><th>Key</th><th>Name</th><th>Created</th><th>Result</th></tr>';
function renderRow({ uid, name, created, status }, now) {
	const cells = [
		asCode(uid, 64),
		asCode(name, 120),
		renderDate(created, now),
		`${MARKS[status]} ${_report_js__WEBPACK_IMPORTED_MODULE_2__/* .STATUS_WORDS */ .ly[status]}`,
	];
	return `<tr>${cells.map((cell) => `<td nowrap>${cell}</td>`).join('')}</tr>`;
}
function renderDate(created, now) {
	if ((0,_keys_age_js__WEBPACK_IMPORTED_MODULE_0__/* .creationTime */ .v)({ created }) === undefined) return asCode(created, 64);
	const age = (0,_keys_age_js__WEBPACK_IMPORTED_MODULE_0__/* .describeAge */ .H)(created, now);
	return `${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__/* .truncate */ .xv)(created, 64)}${age && ` (${age})`}`;
}
function renderReasons(rows, endedEarly) {
	const isFailure = ({ status }) => status === 'failed' || status === 'not-attempted';
	const failed = endedEarly ? [] : rows.filter(isFailure);
	const explained = [...failed, ...rows.filter((each) => !isFailure(each))].filter(
		({ reason }) => reason !== '',
	);
	const groups = Map.groupBy(explained, (each) => `${MARKS[each.status]} ${(0,_report_js__WEBPACK_IMPORTED_MODULE_2__/* .explain */ .WE)(each)}`);
	return [...groups.values()].flatMap((keys) => {
		const [first] = keys;
		if (first === undefined) return [];
		const named = keys.slice(0, 3).map(({ uid, name }) => asCode(uid || name, 64));
		const more =
			keys.length > named.length ? ` and ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_1__/* .pluralize */ .td)(keys.length - named.length, 'more key')}` : '';
		return [`${MARKS[first.status]} ${named.join(', ')}${more}: ${asReason((0,_report_js__WEBPACK_IMPORTED_MODULE_2__/* .explain */ .WE)(first))}`];
	});
}
function renderKept(kept, room) {
	if (kept.length === 0) return [];
	const items = kept.map(
		({ uid, name, reason }) => `<li>${asCode(uid, 64)} ${asCode(name, 120)}: ${asReason(reason)}</li>`,
	);
	const shown = takeFitting(items, room);
	const left = kept.length - shown.length;
	const more = left > 0 ? `<li>${describeMore(left, 'key')}</li>` : '';
	return [
		`<details><summary>${MARKS.kept} ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_1__/* .pluralize */ .td)(kept.length, 'key')} kept</summary><ul>${shown.join('')}${more}</ul></details>`,
	];
}
function renderList(items, sayMore) {
	if (items.length === 0) return [];
	const left = items.length - MAX_LISTED;
	const listed = [...items.slice(0, MAX_LISTED), ...(left > 0 ? [sayMore(left)] : [])];
	return [`<ul>${listed.map((item) => `<li>${item}</li>`).join('')}</ul>`];
}
function describeMore(number, noun) {
	return `${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_1__/* .pluralize */ .td)(number, `more ${noun}`)} in the output <code>results</code>.`;
}
function mattersToCredentials({ status, confirmed, mayBeDeleted }) {
	return status === 'deleted' || status === 'would-delete' || confirmed || mayBeDeleted;
}
const CREDENTIALS_NOTE =
	'<p>Deleting a key stops new credentials from being issued. Do not assume that it ends those already issued: they can go on ' +
	'working for hours (Cloudflare issues them for 48 at most), and once the key is gone they can no longer be revoked. ' +
	`If they must end, <a href="${CREDENTIALS}">revoke them</a> before deleting the key.</p>`;
function takeFitting(texts, maxBytes) {
	let bytes = 0;
	const end = texts.findIndex((text) => (bytes += Buffer.byteLength(text)) > maxBytes);
	return end === -1 ? texts : texts.slice(0, end);
}
function asReason(text) {
	return asCode((0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__/* .truncateMiddle */ .kU)((0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__/* .escapeLine */ .EH)(text), MAX_REASON_BYTES));
}
function asCode(text, length = Infinity) {
	if (text === '') return '–';
	const escaped = (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__/* .truncate */ .xv)((0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__/* .escapeLine */ .EH)(text), length).replace(
		/[&<>"'`]/g,
		(character) => `&#${character.charCodeAt(0)};`,
	);
	return `<code>${escaped}</code>`;
}


/***/ })

};
;