"use strict";
exports.id = 488;
exports.ids = [488];
exports.modules = {

/***/ 488:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  explainAccountId: () => (/* binding */ explainAccountId),
  explainAgeOfIds: () => (/* binding */ explainAgeOfIds),
  explainBaseUrl: () => (/* binding */ explainBaseUrl),
  explainChoice: () => (/* binding */ explainChoice),
  explainEmptySafetyInput: () => (/* binding */ explainEmptySafetyInput),
  explainInteger: () => (/* binding */ explainInteger),
  explainKeepWithoutTime: () => (/* binding */ explainKeepWithoutTime),
  explainKeyIds: () => (/* binding */ explainKeyIds),
  explainLine: () => (/* binding */ explainLine),
  explainMissingCredentials: () => (/* binding */ explainMissingCredentials),
  explainMisspellings: () => (/* binding */ explainMisspellings),
  explainOneSelector: () => (/* binding */ explainOneSelector),
  explainProxy: () => (/* binding */ explainProxy),
  explainSpan: () => (/* binding */ explainSpan),
  explainToken: () => (/* binding */ explainToken),
  explainTooManyIds: () => (/* binding */ explainTooManyIds),
  explainTooManyLines: () => (/* binding */ explainTooManyLines),
  quoteInput: () => (/* binding */ quoteInput),
  quoteUrl: () => (/* binding */ quoteUrl)
});

// EXTERNAL MODULE: ./build/lib/format.js
var format = __webpack_require__(1580);
// EXTERNAL MODULE: ./build/lib/objects.js
var objects = __webpack_require__(6727);
// EXTERNAL MODULE: ./build/lib/sanitize.js
var sanitize = __webpack_require__(7480);
// EXTERNAL MODULE: ./build/inputs/definitions.js
var definitions = __webpack_require__(9815);
// EXTERNAL MODULE: ./build/inputs/secret-forms.js
var secret_forms = __webpack_require__(7931);
;// CONCATENATED MODULE: ./build/inputs/spelling.js

const MAX_SLIPS = 2;
function findNearMiss(name) {
	const written = lettersOf(name);
	const near = definitions/* INPUT_NAMES */.Qh.flatMap((known) => {
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
	function at(row, column) {
		return rows[row]?.[column] ?? row + column;
	}
	for (let i = 0; i <= one.length; i++) {
		const row = [i];
		rows.push(row);
		for (let j = 1; j <= other.length; j++) {
			const wrong = one[i - 1] === other[j - 1] ? 0 : 1;
			const isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
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

;// CONCATENATED MODULE: ./build/inputs/explanations.js






const PERMISSION = 'Account › Cloudflare Calls › Edit ("Calls Write")';
const ACCOUNT_ID_HINT =
	"The account ID is the 32 hexadecimal digits in the dashboard's URL, after dash.cloudflare.com/.";
function quoteInput(text) {
	return (0,secret_forms/* hasSecretForm */.Vg)(text) ? 'a value that looks like a secret and is not shown' : (0,sanitize/* quote */.hD)(text);
}
function quoteUrl(value) {
	return value.includes('@') ? 'its value is not shown' : `got ${quoteInput(value)}`;
}
function explainMisspellings(names) {
	return names.flatMap((name) => {
		const meant = findNearMiss(name);
		if (meant === undefined) return [];
		return [
			`Input '${(0,sanitize/* truncate */.xv)(name, 40)}' doesn't exist; did you mean '${meant}'? Correct its name, or remove it.`,
		];
	});
}
function explainEmptySafetyInput(name) {
	const fallback = name === 'dry-run' ? definitions/* DEFAULTS */.zY[name] : `'${definitions/* DEFAULTS */.zY[name]}'`;
	return (
		`Input '${name}' is empty. An expression that gives no value can be the cause, such as a misspelled ` +
		`input or a variable that isn't set. Correct it, leave the input out, or write its default: \`\${{ inputs.${name} || ${fallback} }}\`.`
	);
}
function explainChoice({ value, source }, choices) {
	return `${source} must be ${choices.join(' or ')}; got ${quoteInput(value)}.`;
}
function explainInteger({ value, source }, min, max) {
	return `${source} must be a whole number from ${min} to ${max}; got ${quoteInput(value)}.`;
}
function explainSpan({ value, source }, longest) {
	const limit = longest === undefined ? '' : `, and at most ${longest}`;
	return `${source} must be a whole number followed by m, h, d or w, such as 12h or 7d${limit}; got ${quoteInput(value)}.`;
}
function explainAgeOfIds({ value, source }) {
	return `${source} can only be used with 'key-name': 'key-id' selects keys whatever their age; got ${quoteInput(value)}. Leave it out, or set it to ${definitions/* DEFAULTS */.zY['older-than']}.`;
}
function explainAccountId({ value, source }, isSecret) {
	if (isSecret) {
		return `${source} contains a secret, not an account ID (its value is not shown). ${ACCOUNT_ID_HINT}`;
	}
	const is = value.includes('@')
		? 'looks like an e-mail address'
		: /^[\w-]+(\.[\w-]+)+$/.test(value)
			? 'looks like a domain'
			: 'must be 1 to 32 letters, digits, "-" or "_"';
	return `${source} ${is}; got ${(0,sanitize/* quote */.hD)(value)}. ${ACCOUNT_ID_HINT}`;
}
const TOKEN_FAULTS = {
	bearer: 'must be only the token, without "Bearer" in front of it.',
	quotes: 'must be only the token, without quotes around it.',
	'white-space': 'contains white space or a line break: it must be one token, on one line.',
	'non-ascii': 'contains a character outside printable ASCII: copy the token again.',
	'global-api-key': `has the form of a Global API Key, which isn't an API token: create an API token with the permission ${PERMISSION}.`,
	'turn-key-token': `has the form of a TURN key API token (64 hexadecimal digits), which can't delete keys: create a Cloudflare API token with the permission ${PERMISSION}.`,
};
function explainToken(source, fault) {
	return `${source} ${TOKEN_FAULTS[fault]} Its value is not shown.`;
}
function explainMissingCredentials(missing, context) {
	const both = missing.length > 1;
	const inputs = `Input${both ? 's' : ''} ${missing.map((name) => `'${name}'`).join(' and ')}`;
	const variables = `environment variable${both ? 's' : ''} ${missing.map((name) => definitions/* VARIABLES */.ut[name]).join(' and ')}`;
	const reason = explainMissingSecret(context.env, context.readFile);
	return [
		`${inputs} ${both ? 'are' : 'is'} required, or the ${variables}; ${both ? 'both are' : 'it is'} empty.`,
		reason ?? OTHER_REASONS,
		...(reason === undefined && missing.includes('account-id') ? [ACCOUNT_ID_HINT] : []),
	].join(' ');
}
const OTHER_REASONS =
	'If it comes from a secret or a variable, check its name, that the job names its `environment:` (if it belongs to one), ' +
	'and that a reusable workflow is called with its `secrets:`.';
function explainMissingSecret(env, readFile) {
	if (env['GITHUB_ACTOR'] === 'dependabot[bot]') {
		return "Dependabot started this run, and its runs get no Actions secrets: add the value to the repository's Dependabot secrets, or skip the step for Dependabot.";
	}
	const { pull_request: pullRequest, repository } = readEvent(env, readFile);
	const head = (0,objects/* isRecord */.u4)(pullRequest) ? pullRequest['head'] : undefined;
	if ((0,objects/* isRecord */.u4)(head) && env['GITHUB_EVENT_NAME'] !== 'pull_request_target') {
		const name = (0,objects/* isRecord */.u4)(head['repo']) ? head['repo']['full_name'] : undefined;
		if (name !== env['GITHUB_REPOSITORY']) {
			return "This run is for a pull request from a fork, and GitHub gives it no secrets: skip the step for forks, or delete the key in a workflow that doesn't run for the fork, such as a scheduled one.";
		}
	}
	if ((0,objects/* isRecord */.u4)(repository) && repository['fork'] === true) {
		return "This repository is a fork, and a fork doesn't get the secrets of the repository that it was forked from: skip the step in forks (`if: ${{ !github.event.repository.fork }}`), or add the secret to the fork.";
	}
	return undefined;
}
function readEvent(env, readFile) {
	try {
		const event = JSON.parse(readFile(env['GITHUB_EVENT_PATH'] ?? ''));
		return (0,objects/* isRecord */.u4)(event) ? event : {};
	} catch {
		return {};
	}
}
function explainOneSelector(bothSet) {
	return bothSet
		? "Inputs 'key-id' and 'key-name' can't be used together; set only one."
		: "Input 'key-id' or 'key-name' is required, and both are empty. If the value is the output of a job, check that the job " +
				'ran and set it: GitHub empties job outputs that contain a secret, so store a key ID in a variable, not in a secret.';
}
const TURN_KEY_TOKEN_LENGTH = 64;
const MAX_WRONG_IDS = 5;
function explainKeyIds({ value, source }, wrong) {
	if (wrong.length === 0) return [`${source} contains no key ID; got ${(0,sanitize/* quote */.hD)(value)}.`];
	const long = wrong.filter((id) => id.length > secret_forms/* MAX_ID_LENGTH */.Qx);
	function hasTokenLength(id) {
		return id.length === TURN_KEY_TOKEN_LENGTH;
	}
	const short = wrong.filter((id) => id.length <= secret_forms/* MAX_ID_LENGTH */.Qx);
	const shown = short
		.slice(0, MAX_WRONG_IDS)
		.map(
			(id) =>
				`${source} must hold key IDs of 32 letters, digits, "-" or "_"; got ${(0,sanitize/* quote */.hD)(id)} (${(0,format/* pluralize */.td)(id.length, 'character')}).`,
		);
	return [
		...(long.some(hasTokenLength)
			? [
					`${source} contains 64 characters, the length of a TURN key API token, not of a key ID (or of two IDs without a separator): use the \`uid\`, 32 characters. ` +
						'The value is masked and not shown. If it is a token and was committed to the repository, others can use it: replace the key.',
				]
			: []),
		...(long.every(hasTokenLength)
			? []
			: [
					`${source} contains something longer than a key ID, possibly a token: a key ID is 32 characters. The value is masked and not shown.`,
				]),
		...shown,
		...(short.length > MAX_WRONG_IDS
			? [`${source} contains ${short.length - MAX_WRONG_IDS} more that aren't key IDs.`]
			: []),
	];
}
function explainTooManyIds(number, maxKeys) {
	return (
		`Input 'key-id' contains ${(0,format/* pluralize */.td)(number, 'ID')}, and 'max-keys' allows ${(0,format/* formatNumber */.ZV)(maxKeys)}. ` +
		"If all of them are to be deleted, raise 'max-keys' (at most 1000)."
	);
}
function explainKeepWithoutTime() {
	return "Input 'if-in-use' is keep, but 'unused-for' is not set, so no key would be checked for use: set 'unused-for', such as 24h, or remove 'if-in-use'.";
}
function explainTooManyLines(source, number, max) {
	return `${source} has ${(0,format/* formatNumber */.ZV)(number)} lines, and can have at most ${(0,format/* formatNumber */.ZV)(max)}: use patterns, or several steps.`;
}
function explainLine(source, line, problem) {
	return `${source}: the line ${(0,sanitize/* quote */.hD)(line)} ${problem}, which isn't allowed.`;
}
const BASE_URL_FAULTS = {
	'no-url': `must be a URL such as ${definitions/* DEFAULTS */.zY['api-base-url']}`,
	password: 'must not contain a user name or a password',
	ipv6: "must have a host name instead of an IPv6 address, which the HTTP client can't reach",
	scheme: 'must begin with https://, or with http:// only for localhost and 127.0.0.0/8',
	query: 'must not contain a "?" or a "#"',
};
function explainBaseUrl({ value, source }, fault) {
	return `${source} ${BASE_URL_FAULTS[fault]}; ${quoteUrl(value)}.`;
}
function explainProxy(variable) {
	return `Environment variable ${variable} must be the URL of a proxy, such as http://proxy.example:3128, with http:// or https:// in front and a host name or an IPv4 address; its value is not shown.`;
}


/***/ })

};
;