"use strict";
exports.id = 411;
exports.ids = [411];
exports.modules = {

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


/***/ }),

/***/ 8411:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  selectKeys: () => (/* binding */ selectKeys)
});

// EXTERNAL MODULE: ./build/http/errors.js
var errors = __webpack_require__(2589);
// EXTERNAL MODULE: ./build/keys/planned-key.js
var planned_key = __webpack_require__(7180);
// EXTERNAL MODULE: ./build/keys/refusal.js
var refusal = __webpack_require__(8044);
// EXTERNAL MODULE: ./build/lib/format.js
var format = __webpack_require__(1580);
// EXTERNAL MODULE: ./build/lib/sanitize.js
var sanitize = __webpack_require__(7480);
// EXTERNAL MODULE: ./build/lib/time.js
var time = __webpack_require__(4374);
;// CONCATENATED MODULE: ./build/lib/units.js


function formatSpan(milliseconds) {
	if (milliseconds % time/* DAY_MS */.sO === 0 && milliseconds > time/* DAY_MS */.sO) return `${milliseconds / time/* DAY_MS */.sO}d`;
	if (milliseconds % time/* HOUR_MS */.iQ === 0) return `${milliseconds / time/* HOUR_MS */.iQ}h`;
	return `${milliseconds / time/* MINUTE_MS */.kg}m`;
}
function formatBytes(bytes) {
	if (bytes < 1_000) return (0,format/* pluralize */.td)(bytes, 'byte');
	const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
	let value = bytes / 1_000;
	let unit = 0;
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1_000;
		unit++;
	}
	return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
}

// EXTERNAL MODULE: ./build/keys/age.js
var age = __webpack_require__(9155);
// EXTERNAL MODULE: ./build/keys/name-pattern.js
var name_pattern = __webpack_require__(5142);
// EXTERNAL MODULE: ./build/keys/turn-key.js
var turn_key = __webpack_require__(579);
;// CONCATENATED MODULE: ./build/keys/selection-rules.js







function keep(key, reason) {
	return { ...key, plan: 'keep', reason };
}
function matchNames(lines, keys, ifAmbiguous) {
	return lines.flatMap((line) => {
		const picked = keys.flatMap((key) => pick(line, key));
		if (line.kind !== 'exact') return picked;
		if (picked.length === 0) {
			return [
				{
					uid: '',
					known: { name: line.line },
					plan: 'not-found',
					reason: `No key of the account is named ${(0,sanitize/* quote */.hD)(line.line)}.`,
				},
			];
		}
		const distinct = mergePicks(picked);
		if (distinct.length > 1 && ifAmbiguous === 'error') throw refuseAmbiguous(line.line, distinct);
		return picked;
	});
}
function pick(line, key) {
	const { name, uid } = key;
	if (name === undefined) return [];
	const digits = line.kind === 'template' ? (0,name_pattern/* extractDigits */.sH)(line, name) : undefined;
	if (line.kind === 'template' ? digits === undefined : !(0,name_pattern/* matches */.cK)(line, name)) return [];
	if (uid === undefined || !(0,turn_key/* isKeyId */.r)(uid)) {
		const what =
			uid === undefined ? 'no ID' : `the ID ${(0,sanitize/* quote */.hD)(uid)}, which is not 32 letters, digits, "-" or "_"`;
		throw new refusal/* RefusalError */.X(
			`Nothing was deleted: Cloudflare lists a key named ${(0,sanitize/* quote */.hD)(name)} with ${what}. ` +
				"Delete that key in the dashboard, or set the IDs of the others in 'key-id'.",
			{ why: 'a selected key has no usable ID' },
		);
	}
	return [
		{ uid, known: { ...key, name }, plan: 'delete', reason: '', ...(digits !== undefined && { digits }) },
	];
}
function refuseAmbiguous(name, matched) {
	const listed = matched
		.slice(0, 10)
		.map(
			({ uid, known: { created } }) =>
				`${uid} (created ${created === undefined ? 'at an unknown time' : (0,sanitize/* quote */.hD)(created, 64)})`,
		);
	const more = matched.length > listed.length ? ` and ${matched.length - listed.length} more` : '';
	return new refusal/* RefusalError */.X(
		`Nothing was deleted: ${(0,format/* pluralize */.td)(matched.length, 'key')} are named ${(0,sanitize/* quote */.hD)(name)}: ${listed.join(', ')}${more}. ` +
			"Set the ID of the right one in 'key-id', or 'if-ambiguous: delete-all' to delete them all.",
		{ why: 'several keys have one name', planned: matched },
	);
}
function mergePicks(picked) {
	const merged = new Map();
	for (const [index, key] of picked.entries()) {
		const id = key.uid === '' ? `no key ${index}` : key.uid;
		const former = merged.get(id);
		if (former === undefined || (former.plan === 'keep' && key.plan === 'delete')) merged.set(id, key);
	}
	return [...merged.values()];
}
function keepNewerThan(matched, olderThanMs, now) {
	if (olderThanMs === 0) return matched;
	return matched.map((key) => {
		if (key.plan !== 'delete') return key;
		const created = (0,age/* creationTime */.v)(key.known);
		if (created === undefined) return keep(key, 'its age is unknown');
		if (now - created > olderThanMs) return key;
		return keep(
			key,
			`created ${(0,sanitize/* truncate */.xv)(key.known.created ?? '', 40)}, newer than \`older-than\` (${formatSpan(olderThanMs)})`,
		);
	});
}
const LARGEST_PULL_REQUEST = 2_147_483_647;
function pullRequestNumbers(matched) {
	return [
		...new Set(matched.flatMap(({ plan, digits }) => (plan === 'delete' ? (toNumber(digits) ?? []) : []))),
	];
}
function keepOpenPullRequests(matched, states) {
	return matched.map((match) => {
		const { digits, plan } = match;
		if (digits === undefined || plan !== 'delete') return match;
		const number = toNumber(digits);
		const state = number === undefined ? 'none' : states.get(number);
		if (state === 'closed') return match;
		return keep(
			match,
			state === 'open'
				? `pull request ${digits} is open`
				: `${(0,sanitize/* truncate */.xv)(digits, 40)} isn't a pull request of this repository`,
		);
	});
}
function toNumber(digits) {
	const number = Number(digits);
	return digits?.startsWith('0') === false && number <= LARGEST_PULL_REQUEST ? number : undefined;
}
function enforceMaxKeys(planned, maxKeys) {
	const number = toDelete(planned).length;
	if (number <= maxKeys) return;
	throw new refusal/* RefusalError */.X(
		`Nothing was deleted: ${(0,format/* pluralize */.td)(number, 'key')} are selected, and 'max-keys' allows ${(0,format/* formatNumber */.ZV)(maxKeys)}. ` +
			"Narrow the selection, or raise 'max-keys' (at most 1000) if all of them should be deleted.",
		{ why: 'more keys are selected than `max-keys` allows', planned },
	);
}
function enforceExpectedNames(planned, expectedNames) {
	if (expectedNames.length === 0) return;
	const unexpected = toDelete(planned).filter(
		({ known: { name } }) => !expectedNames.some((pattern) => isNamed(pattern, name)),
	);
	if (unexpected.length === 0) return;
	const listed = unexpected
		.slice(0, 5)
		.map(({ uid, known: { name } }) =>
			name === undefined ? `${uid} came without its name` : `${uid} is named ${(0,sanitize/* quote */.hD)(name)}`,
		);
	const more =
		unexpected.length > listed.length
			? `, and ${(0,format/* pluralize */.td)(unexpected.length - listed.length, 'more key')}`
			: '';
	const patterns =
		expectedNames
			.slice(0, 10)
			.map(({ line }) => (0,sanitize/* quote */.hD)(line))
			.join(', ') + (expectedNames.length > 10 ? ', …' : '');
	throw new refusal/* RefusalError */.X(
		`Nothing was deleted: TURN key ${listed.join('; ')}${more}. This matches no pattern in \`expected-name\` (${patterns}). ` +
			'Check that the right keys are selected; if they are, correct `expected-name`.',
		{ why: 'the name of a selected key matches no pattern in `expected-name`', planned },
	);
}
function isNamed(pattern, name) {
	return name !== undefined && pattern.kind !== 'template' && (0,name_pattern/* matches */.cK)(pattern, name);
}
function applyUsage(planned, bytes, { unusedForMs, ifInUse }) {
	const span = formatSpan(unusedForMs);
	function usage({ uid, plan }) {
		const relayed = plan === 'delete' ? (bytes.get(uid) ?? 0) : 0;
		return relayed > 0 ? `in use: it relayed ${formatBytes(relayed)} in the last ${span}` : undefined;
	}
	const marked = planned.map((key) => {
		const reason = usage(key);
		return reason === undefined ? key : keep(key, reason);
	});
	const inUse = marked.filter((key, index) => key !== planned[index]);
	if (inUse.length === 0 || ifInUse === 'keep') return marked;
	const listed = inUse.slice(0, 5).map((key) => `TURN key ${nameKey(key)} is ${key.reason}`);
	const more =
		inUse.length > listed.length ? `, and ${(0,format/* pluralize */.td)(inUse.length - listed.length, 'more key')}` : '';
	throw new refusal/* RefusalError */.X(
		`Nothing was deleted: ${listed.join('; ')}${more}. ` +
			'Wait until its calls have ended, or set `if-in-use: keep` to delete only the keys that are not in use.',
		{ why: inUse.length === 1 ? 'a selected key is in use' : 'selected keys are in use', planned },
	);
}
function nameKey({ uid, known: { name } }) {
	return name === undefined || name === '' ? uid : `${uid} (${(0,sanitize/* quote */.hD)(name)})`;
}
function toDelete(planned) {
	return planned.filter(({ plan }) => plan === 'delete');
}

// EXTERNAL MODULE: ./build/lib/deadline.js
var deadline = __webpack_require__(1647);
// EXTERNAL MODULE: ./build/lib/parallel.js
var parallel = __webpack_require__(5728);
;// CONCATENATED MODULE: ./build/select-keys.js







const PARALLEL_READS = 8;
async function selectKeys(inputs, context) {
	const { keys, expectedNames, maxKeys, ifInUse, unusedForMs } = inputs;
	const planned =
		keys.by === 'id'
			? await planIds(keys.ids, inputs, context)
			: await planNames(keys.lines, inputs, context);
	enforceExpectedNames(planned, expectedNames);
	if (unusedForMs === 0 || ifInUse === 'error') enforceMaxKeys(planned, maxKeys);
	if (unusedForMs === 0) return planned;
	const used = applyUsage(planned, await askUsage(planned, context), inputs);
	enforceMaxKeys(used, maxKeys);
	return used;
}
async function planIds(ids, { dryRun, expectedNames }, { turnKeys, softStop }) {
	const all = ids.map(planned_key/* planById */.w);
	if (!dryRun && expectedNames.length === 0) return all;
	let failed;
	const halt = new AbortController();
	const stop = AbortSignal.any([softStop, halt.signal]);
	const planned = await (0,parallel/* inParallel */.H)(all, PARALLEL_READS, async (key) => {
		if (failed !== undefined) return key;
		try {
			const known = await turnKeys.get(key.uid, stop);
			return known === undefined
				? { ...key, plan: 'not-found', reason: 'Cloudflare reports that it does not exist.' }
				: { ...key, known };
		} catch (error) {
			failed ??= { uid: key.uid, error };
			halt.abort(error);
			return key;
		}
	});
	if (failed !== undefined) {
		throw refuseUnread(`TURN key ${failed.uid} could not be read`, failed.error, planned, failed.uid);
	}
	return planned;
}
async function planNames(lines, { ifAmbiguous, olderThanMs }, { turnKeys, info, now, readPullRequests }) {
	const keys = await turnKeys.list().catch((error) => {
		throw refuseUnread("the account's TURN keys could not be listed", error, []);
	});
	const matched = keepNewerThan(matchNames(lines, keys, ifAmbiguous), olderThanMs, now());
	const numbers = pullRequestNumbers(matched);
	const states = numbers.length === 0 ? new Map() : await readPullRequests(numbers);
	const planned = mergePicks(keepOpenPullRequests(matched, states));
	info(`Selected ${toDelete(planned).length} of ${(0,format/* pluralize */.td)(keys.length, 'TURN key')}.`);
	return planned;
}
async function askUsage(planned, { readUsage }) {
	const uids = toDelete(planned).map(({ uid }) => uid);
	if (uids.length === 0) return new Map();
	return await readUsage(uids).catch((error) => {
		throw refuseUnread('the usage of the selected keys could not be read', error, planned);
	});
}
function refuseUnread(what, error, planned, failedUid) {
	if (!(error instanceof errors/* RequestError */.GI) && !(error instanceof deadline/* StoppedError */.Ko)) return error;
	return new refusal/* RefusalError */.X(`Nothing was deleted, because ${what}. ${error.message}`, {
		why: what,
		planned,
		failedUid,
		cause: error,
	});
}


/***/ })

};
;