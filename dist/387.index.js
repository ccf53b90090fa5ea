"use strict";
exports.id = 387;
exports.ids = [387];
exports.modules = {

/***/ 387:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readPullRequests: () => (/* binding */ readPullRequests)
/* harmony export */ });
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(413);
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(589);
/* harmony import */ var _keys_refusal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44);
/* harmony import */ var _lib_deadline_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(647);
/* harmony import */ var _lib_objects_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(727);
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(480);






const AT_ONCE = 100;
const PERMISSION = 'Give the job `permissions: pull-requests: read`, or a `github-token` that has it.';
const LATER = 'Run the job again later.';
async function readPullRequests(numbers, options) {
	const octokit = (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(options.token, { request: { fetch: fetchThrough(options) } });
	const states = new Map();
	for (let i = 0; i < numbers.length; i += AT_ONCE) {
		const asked = numbers.slice(i, i + AT_ONCE);
		const selections = asked.map((number) => `pr${number}: pullRequest(number: ${number}) { number state }`);
		const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${selections.join(' ')} } }`;
		const answer = await octokit.graphql(query, { ..._actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo }).then(
			(data) => ({ data, missing: new Set() }),
			(error) => readGraphqlError(error, options.redact),
		);
		for (const number of asked) states.set(number, readState(answer, number));
	}
	return states;
}
function readState({ data, missing }, number) {
	const alias = `pr${number}`;
	const repository = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u)(data) ? data['repository'] : undefined;
	const pull = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u)(repository) ? repository[alias] : undefined;
	if ((0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u)(pull) && pull['number'] === number) {
		if (pull['state'] === 'OPEN') return 'open';
		if (pull['state'] === 'CLOSED' || pull['state'] === 'MERGED') return 'closed';
	}
	if (missing.has(alias) && (pull === null || pull === undefined)) return 'none';
	throw refusal(`its answer says nothing about number ${number}. ${PERMISSION}`);
}
function readGraphqlError(error, redact) {
	const cause = error instanceof Error ? error.cause : undefined;
	if (cause instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RequestError */ .GI) throw refusal(cause.message, cause);
	if (cause instanceof _lib_deadline_js__WEBPACK_IMPORTED_MODULE_3__/* .StoppedError */ .K) throw refusal(cause.message, cause);
	const { errors, data } = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u)(error) ? error : {};
	if (!Array.isArray(errors)) throw refusal(`its answer could not be understood. ${PERMISSION}`, error);
	const missing = new Set();
	for (const entry of errors) {
		const { type, path, message } = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u)(entry) ? entry : {};
		const alias = type === 'NOT_FOUND' ? aliasIn(path) : undefined;
		if (alias !== undefined) {
			missing.add(alias);
			continue;
		}
		const said =
			typeof message === 'string' ? (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(redact(message).replace(/\.$/, '')) : 'an error without a message';
		const isLimit = type === 'RATE_LIMITED' || type === 'RATE_LIMIT';
		throw refusal(`GitHub answered ${said}. ${isLimit ? LATER : PERMISSION}`, error);
	}
	return { data, missing };
}
function aliasIn(path) {
	if (!Array.isArray(path)) return undefined;
	const [root, alias, ...rest] = path;
	return root === 'repository' && typeof alias === 'string' && rest.length === 0 ? alias : undefined;
}
function refusal(why, cause) {
	return new _keys_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .RefusalError */ .X(
		`Nothing was deleted, because GitHub did not say which pull requests are closed (it takes \`pull-requests: read\`): ${why}`,
		{ cause },
	);
}
function fetchThrough(options) {
	const { http, retries, redact, softStop, hardStop } = options;
	return (url, request) => {
		const attempt = async (number) => {
			const { method, headers, body } = request;
			const reply = await http.send({ method, url, headers, body, attempt: number }, hardStop);
			if ((0,_http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .isSuccess */ .oJ)(reply.status) && reply.body !== undefined) {
				return new Response(reply.body, {
					status: reply.status,
					headers: { 'content-type': 'application/json' },
				});
			}
			const retryAfter = reply.headers['retry-after'];
			throw new GitHubError(`GitHub returned HTTP ${reply.status}: ${saidIn(reply.body, redact)}.`, {
				status: reply.status,
				hints: { retryAfter },
				rateLimited:
					reply.status === 429 ||
					(reply.status === 403 && (retryAfter !== undefined || Boolean(reply.body?.match(/rate limit/i)))),
			});
		};
		return retries.run({ attempt, policy: () => POLICY, softStop });
	};
}
class GitHubError extends _http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ResponseError */ .o3 {
	name = 'GitHubError';
	rateLimited;
	constructor(message, options) {
		super(message, options);
		this.rateLimited = options.rateLimited;
	}
}
function classify(error) {
	if (error instanceof GitHubError && error.rateLimited) return 'rate-limited';
	return error.status === 408 || (error.status >= 500 && error.status <= 599) ? 'transient' : 'final';
}
function saidIn(body, redact) {
	if (body === undefined) return 'a body of more than 1 MiB';
	let json;
	try {
		json = JSON.parse(body);
	} catch {}
	if ((0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u)(json) && typeof json['message'] === 'string')
		return (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(redact(json['message']).replace(/\.$/, ''));
	return (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_5__/* .excerpt */ .Kb)(redact(body));
}
function adviceForGitHub(error) {
	if (!(error instanceof GitHubError)) {
		return 'Check the network between the runner and GitHub (GITHUB_API_URL), and its proxy; then run the job again. It needs `pull-requests: read`.';
	}
	if (error.rateLimited || error.status >= 500) return LATER;
	if (error.status === 401)
		return "Check that `github-token` is valid, or leave it out to use the job's own.";
	return PERMISSION;
}
const POLICY = { classify, affectsAllKeys: () => false, advise: adviceForGitHub };


/***/ })

};
;