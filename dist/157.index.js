"use strict";
exports.id = 157;
exports.ids = [157];
exports.modules = {

/***/ 5157:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   explainAccountId: () => (/* binding */ explainAccountId),
/* harmony export */   explainAgeOfIds: () => (/* binding */ explainAgeOfIds),
/* harmony export */   explainBaseUrl: () => (/* binding */ explainBaseUrl),
/* harmony export */   explainChoice: () => (/* binding */ explainChoice),
/* harmony export */   explainEmptySafetyInput: () => (/* binding */ explainEmptySafetyInput),
/* harmony export */   explainInteger: () => (/* binding */ explainInteger),
/* harmony export */   explainKeepWithoutTime: () => (/* binding */ explainKeepWithoutTime),
/* harmony export */   explainKeyIds: () => (/* binding */ explainKeyIds),
/* harmony export */   explainLine: () => (/* binding */ explainLine),
/* harmony export */   explainMissingCredentials: () => (/* binding */ explainMissingCredentials),
/* harmony export */   explainMisspelling: () => (/* binding */ explainMisspelling),
/* harmony export */   explainOneSelector: () => (/* binding */ explainOneSelector),
/* harmony export */   explainProxy: () => (/* binding */ explainProxy),
/* harmony export */   explainSpan: () => (/* binding */ explainSpan),
/* harmony export */   explainToken: () => (/* binding */ explainToken),
/* harmony export */   explainTooManyIds: () => (/* binding */ explainTooManyIds),
/* harmony export */   explainTooManyLines: () => (/* binding */ explainTooManyLines),
/* harmony export */   quoteInput: () => (/* binding */ quoteInput),
/* harmony export */   quoteUrl: () => (/* binding */ quoteUrl)
/* harmony export */ });
/* harmony import */ var _lib_format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1580);
/* harmony import */ var _lib_objects_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6727);
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7480);
/* harmony import */ var _definitions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9815);
/* harmony import */ var _secret_forms_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7931);





const PERMISSION = 'Account › Cloudflare Calls › Edit ("Calls Write")';
const ACCOUNT_ID_HINT =
	"The account ID is the 32 hexadecimal digits in the dashboard's URL, after dash.cloudflare.com/.";
function quoteInput(text) {
	return (0,_secret_forms_js__WEBPACK_IMPORTED_MODULE_2__/* .hasSecretForm */ .Vg)(text) ? 'a value that looks like a secret and is not shown' : (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(text);
}
function quoteUrl(value) {
	return value.includes('@') ? 'its value is not shown' : `got ${quoteInput(value)}`;
}
function explainMisspelling(name, meant) {
	return `Input '${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__/* .truncate */ .xv)(name, 40)}' doesn't exist; did you mean '${meant}'? Correct its name, or remove it.`;
}
function explainEmptySafetyInput(name) {
	const fallback = name === 'dry-run' ? _definitions_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULTS */ .zY[name] : `'${_definitions_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULTS */ .zY[name]}'`;
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
function explainAgeOfIds(source) {
	return `${source} can only be used with 'key-name': 'key-id' selects keys whatever their age. Leave it out, or set it to ${_definitions_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULTS */ .zY['older-than']}.`;
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
	return `${source} ${is}; got ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(value)}. ${ACCOUNT_ID_HINT}`;
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
	const variables = `environment variable${both ? 's' : ''} ${missing.map((name) => _definitions_js__WEBPACK_IMPORTED_MODULE_1__/* .VARIABLES */ .ut[name]).join(' and ')}`;
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
	const head = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u)(pullRequest) ? pullRequest['head'] : undefined;
	if ((0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u)(head) && env['GITHUB_EVENT_NAME'] !== 'pull_request_target') {
		const name = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u)(head['repo']) ? head['repo']['full_name'] : undefined;
		if (name !== env['GITHUB_REPOSITORY']) {
			return "This run is for a pull request from a fork, and GitHub gives it no secrets: skip the step for forks, or delete the key in a workflow that doesn't run for the fork, such as a scheduled one.";
		}
	}
	if ((0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u)(repository) && repository['fork'] === true) {
		return "This repository is a fork, and a fork doesn't get the secrets of the repository that it was forked from: skip the step in forks (`if: ${{ !github.event.repository.fork }}`), or add the secret to the fork.";
	}
	return undefined;
}
function readEvent(env, readFile) {
	try {
		const event = JSON.parse(readFile(env['GITHUB_EVENT_PATH'] ?? ''));
		return (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u)(event) ? event : {};
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
	if (wrong.length === 0) return [`${source} contains no key ID; got ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(value)}.`];
	const long = wrong.filter((id) => id.length > _secret_forms_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_ID_LENGTH */ .Qx);
	const hasTokenLength = (id) => id.length === TURN_KEY_TOKEN_LENGTH;
	const short = wrong.filter((id) => id.length <= _secret_forms_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_ID_LENGTH */ .Qx);
	const shown = short
		.slice(0, MAX_WRONG_IDS)
		.map(
			(id) =>
				`${source} must hold key IDs of 32 letters, digits, "-" or "_"; got ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(id)} (${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .pluralize */ .td)(id.length, 'character')}).`,
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
		`Input 'key-id' contains ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .pluralize */ .td)(number, 'ID')}, and 'max-keys' allows ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatNumber */ .ZV)(maxKeys)}. ` +
		"If all of them are to be deleted, raise 'max-keys' (at most 1000)."
	);
}
function explainKeepWithoutTime() {
	return "Input 'if-in-use' is keep, but 'unused-for' is not set, so no key would be checked for use: set 'unused-for', such as 24h, or remove 'if-in-use'.";
}
function explainTooManyLines(source, number, max) {
	return `${source} has ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatNumber */ .ZV)(number)} lines, and can have at most ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatNumber */ .ZV)(max)}: use patterns, or several steps.`;
}
function explainLine(source, line, problem) {
	return `${source}: the line ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(line)} ${problem}, which isn't allowed.`;
}
const BASE_URL_FAULTS = {
	'no-url': `must be a URL such as ${_definitions_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULTS */ .zY['api-base-url']}`,
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