"use strict";
exports.id = 235;
exports.ids = [235];
exports.modules = {

/***/ 3235:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readPullRequests: () => (/* binding */ readPullRequests)
});

// EXTERNAL MODULE: ./build/http/errors.js
var http_errors = __webpack_require__(2589);
// EXTERNAL MODULE: ./build/keys/refusal.js
var refusal = __webpack_require__(8044);
// EXTERNAL MODULE: ./build/lib/deadline.js
var deadline = __webpack_require__(1647);
// EXTERNAL MODULE: ./build/lib/objects.js
var objects = __webpack_require__(6727);
// EXTERNAL MODULE: ./build/lib/sanitize.js
var sanitize = __webpack_require__(7480);
;// CONCATENATED MODULE: ./build/github/errors.js

class GitHubError extends http_errors/* ResponseError */.o3 {
	name = 'GitHubError';
	failure;
	constructor(message, options) {
		super(message, options);
		this.failure = options.failure;
	}
}

;// CONCATENATED MODULE: ./build/github/advice.js


const RESPONSE_ADVICE = {
	'bad-credentials':
		"The token in `github-token` is mistyped, expired, revoked, or of another server: replace it, or leave the input out to use the job's own token.",
	'no-permission':
		'Give the job `permissions: pull-requests: read`, or use a `github-token` that has this permission.',
	'missing-scope':
		'Give the classic token in `github-token` the scope `repo`, or leave the input out and give the job `permissions: pull-requests: read`.',
	'unseen-repository':
		'The token does not see this repository: use a `github-token` that was given access to it, or leave the input out and give the job `permissions: pull-requests: read`.',
	'ip-allow-list':
		"The organization's IP allow list does not include the runner, and the addresses of GitHub-hosted runners change: " +
		'use a self-hosted runner, or a larger runner with a static address, whose address is on the list.',
	saml:
		"The organization enforces SAML single sign-on: authorize the token in `github-token` for the organization (Configure SSO, in the list of your personal access tokens), or leave the input out to use the job's own token. " +
		'See https://docs.github.com/en/enterprise-cloud@latest/authentication/authenticating-with-single-sign-on/authorizing-a-personal-access-token-for-use-with-single-sign-on.',
	'token-policy':
		"The organization does not accept a token like the one in `github-token`: use one that its policy allows, or leave the input out to use the job's own token.",
	'locked-out':
		'GitHub refuses logins for a while after several with bad credentials: find the job or program that keeps sending them and stop it, then run the job again.',
	'rate-limited':
		'GitHub limits the requests of each token: run the job again later, let fewer jobs share `github-token`, or raise `timeout-seconds`.',
	unavailable:
		'The fault is on the side of GitHub or of a proxy: check https://www.githubstatus.com and run the job again later.',
	'no-endpoint':
		"GraphQL was not found at this address: check `GITHUB_API_URL`, which must be GitHub's API (https://api.github.com, or https://HOST/api/v3 of a GitHub Enterprise Server).",
	redirect:
		'Redirects are not followed, so that the token is sent nowhere else: check `GITHUB_API_URL`, which must be the https address of the API itself.',
	'proxy-login': 'Check the user name and the password of the proxy in `HTTPS_PROXY` or `HTTP_PROXY`.',
	'not-from-github':
		'It came without `x-github-request-id`, which every response from GitHub has: check `GITHUB_API_URL`, and the firewall or proxy between the runner and GitHub.',
	'unexpected-body':
		"GitHub's API does not respond like this: check `GITHUB_API_URL`, and the proxy between the runner and GitHub.",
	incomplete:
		'Run the job again. If that does not help, check `GITHUB_API_URL`, and that no proxy changes the responses from GitHub.',
	other:
		"If GitHub's message does not explain it, check the token in `github-token`, and https://www.githubstatus.com.",
};
const CONNECTION_ADVICE = {
	'unknown-host':
		"Check `GITHUB_API_URL`, which the runner sets, and the runner's DNS and proxy (`HTTPS_PROXY`).",
	refused: 'Check `GITHUB_API_URL`, which the runner sets, and the firewall or proxy (`HTTPS_PROXY`).',
	unreachable: 'Check `GITHUB_API_URL`, which the runner sets, and the firewall or proxy (`HTTPS_PROXY`).',
	tls: 'Check that `GITHUB_API_URL` is an https address of the API, and that neither it nor a proxy asks for a client certificate, which this action does not have.',
	certificate:
		'If a GitHub Enterprise Server or a proxy of your own uses this certificate, set the environment variable `NODE_EXTRA_CA_CERTS` to the file of the CA that signed it; ' +
		'otherwise do not trust this connection. The token was not sent.',
	proxy:
		'Check `HTTPS_PROXY`, its user name and password, and what the proxy allows; `NO_PROXY` lists hosts to reach without it.',
	silent:
		'Check the network between the runner and GitHub, and https://www.githubstatus.com; then run the job again.',
	lost: 'Check the network between the runner and GitHub, and https://www.githubstatus.com; then run the job again.',
	interrupted: '',
};
function adviceFor(error) {
	if (error instanceof http_errors/* ConnectionError */.Rc) return CONNECTION_ADVICE[error.failure];
	return error instanceof GitHubError ? RESPONSE_ADVICE[error.failure] : '';
}
function classify(error) {
	if (!(error instanceof GitHubError)) return 'final';
	if (error.failure === 'rate-limited') return 'rate-limited';
	return error.failure === 'unavailable' ? 'transient' : 'final';
}
function mayPass(error) {
	return error instanceof http_errors/* ConnectionError */.Rc ? error.failure !== 'certificate' : classify(error) !== 'final';
}
function openFailurePolicy(softStop) {
	return {
		classify,
		affectsAllKeys: () => false,
		advise: (error) => (softStop.aborted && mayPass(error) ? '' : adviceFor(error)),
	};
}

// EXTERNAL MODULE: ./build/http/limits.js
var limits = __webpack_require__(994);
// EXTERNAL MODULE: ./build/lib/json.js
var lib_json = __webpack_require__(9897);
;// CONCATENATED MODULE: ./build/github/graphql-response.js






const QUOTED_CHARACTERS = 500;
function readGraphqlResponse(response) {
	const { status, headers, body } = response;
	const json = (0,lib_json/* parseJson */.q)(body ?? '');
	if (!(0,http_errors/* isSuccess */.oJ)(status)) throw toHttpError(response, json);
	const { data, errors = [] } = (0,objects/* isRecord */.u4)(json) ? json : {};
	if (!(0,objects/* isRecord */.u4)(json) || !('data' in json || 'errors' in json) || !Array.isArray(errors)) {
		throw new GitHubError(`GitHub returned HTTP ${status} with an unexpected body: ${describeBody(body)}.`, {
			failure: 'unexpected-body',
			status,
		});
	}
	const entries = errors.map(readEntry);
	const others = entries.filter(({ missingAlias }) => missingAlias === undefined);
	if (others.length > 0) throw toGraphqlError(others, status, headers);
	return { data, missing: new Set(entries.flatMap(({ missingAlias }) => missingAlias ?? [])) };
}
function readEntry(entry) {
	const { type, path, message } = (0,objects/* isRecord */.u4)(entry) ? entry : {};
	const [root, alias, ...rest] = Array.isArray(path) ? path : [];
	const isMissing = type === 'NOT_FOUND' && root === 'repository' && rest.length === 0;
	return {
		type: typeof type === 'string' ? type : '',
		message: typeof message === 'string' ? message : '',
		missingAlias: isMissing && typeof alias === 'string' ? alias : undefined,
		isRepositoryMissing: isMissing && alias === undefined,
	};
}
function toGraphqlError(entries, status, headers) {
	const failures = entries.map((entry) => ({ entry, failure: failureOfEntry(entry, headers) }));
	const shown = failures.find(({ failure }) => failure !== 'unavailable') ?? failures[0];
	const { type, message } = shown?.entry ?? { type: '', message: '' };
	const failure = shown?.failure ?? 'other';
	const kind = /^\w{1,40}$/.test(type) ? ` (${type})` : '';
	const said = message === '' ? ' without a message' : `: ${quoteMessage(message)}`;
	return new GitHubError(`GitHub returned HTTP ${status} with an error${kind}${said}.`, {
		failure,
		status,
		hints: readHints(headers, failure),
	});
}
function failureOfEntry({ type, message, isRepositoryMissing }, headers) {
	const named = failureNamedIn(message);
	if (named !== undefined) return named;
	if (/^RATE_LIMIT(ED)?$/.test(type) || saysRateLimit(message)) return 'rate-limited';
	if (type === '') return isQuotaUsedUp(headers) ? 'rate-limited' : 'unavailable';
	if (/INTERNAL|UNAVAILABLE|TIMEOUT|SERVER_ERROR/.test(type)) return 'unavailable';
	if (type === 'INSUFFICIENT_SCOPES') return 'missing-scope';
	return isRepositoryMissing ? 'unseen-repository' : 'other';
}
function toHttpError({ status, headers, body }, json) {
	const message = messageIn(json);
	const failure = failureOfStatus(status, headers, message);
	const said = message === undefined ? describeBody(body) : quoteMessage(message);
	return new GitHubError(`GitHub returned HTTP ${status}: ${said}.`, {
		failure,
		status,
		hints: readHints(headers, failure),
	});
}
function messageIn(json) {
	if (!(0,objects/* isRecord */.u4)(json)) return undefined;
	const errors = Array.isArray(json['errors']) ? json['errors'] : [];
	return [json, ...errors]
		.map((each) => ((0,objects/* isRecord */.u4)(each) ? each['message'] : undefined))
		.find((message) => typeof message === 'string');
}
function failureOfStatus(status, headers, message) {
	if ((0,http_errors/* isServerFailure */.Ab)(status)) return 'unavailable';
	if (status >= 300 && status <= 399) return 'redirect';
	if (status === 407) return 'proxy-login';
	const named = failureNamedIn(message ?? '');
	if (named !== undefined) return named;
	if (status === 429 || (status === 403 && isRateLimit(headers, message))) return 'rate-limited';
	if (status === 404 || status === 405 || status === 410) return 'no-endpoint';
	if (message === undefined && headers['x-github-request-id'] === undefined) return 'not-from-github';
	return status === 401 ? 'bad-credentials' : 'other';
}
function failureNamedIn(message) {
	if (/resource not accessible/i.test(message)) return 'no-permission';
	if (/\bIP allow ?list/i.test(message)) return 'ip-allow-list';
	if (/\bSAML\b|single sign-on/i.test(message)) return 'saml';
	if (/forbids access via|OAuth App access restrictions/i.test(message)) return 'token-policy';
	return /maximum number of login attempts/i.test(message) ? 'locked-out' : undefined;
}
function isRateLimit(headers, message) {
	return headers['retry-after'] !== undefined || isQuotaUsedUp(headers) || saysRateLimit(message ?? '');
}
function saysRateLimit(message) {
	return /rate limit|abuse detection/i.test(message);
}
function isQuotaUsedUp(headers) {
	return headers['x-ratelimit-remaining'] === '0';
}
function readHints(headers, failure) {
	const retryAfter = headers['retry-after'];
	const reset = headers['x-ratelimit-reset'];
	if (retryAfter !== undefined || failure !== 'rate-limited' || !isQuotaUsedUp(headers))
		return { retryAfter };
	return {
		retryAfter:
			typeof reset === 'string' && /^\d{1,11}$/.test(reset)
				? new Date(Number(reset) * 1000).toUTCString()
				: undefined,
	};
}
function quoteMessage(message) {
	return (0,sanitize/* quote */.hD)(message.replace(/\.$/, ''), QUOTED_CHARACTERS);
}
function describeBody(body) {
	return body === undefined ? limits/* OVERSIZED_BODY */.nk : (0,sanitize/* excerpt */.Kb)(body);
}

;// CONCATENATED MODULE: ./build/github/pull-requests.js








const NUMBERS_PER_REQUEST = 100;
const DEFAULT_API_URL = 'https://api.github.com';
async function readPullRequests(numbers, access) {
	const { repository, token, http, retries, softStop, hardStop } = access;
	const baseUrl = access.apiUrl.replace(/\/+$/, '') || DEFAULT_API_URL;
	const openOctokit = await loadOctokit();
	const octokit = openOctokit(token, { baseUrl });
	const [owner = '', repo = ''] = repository.split('/');
	const policy = openFailurePolicy(softStop);
	const states = new Map();
	for (let i = 0; i < numbers.length; i += NUMBERS_PER_REQUEST) {
		const asked = numbers.slice(i, i + NUMBERS_PER_REQUEST);
		async function fetch(url, { method, headers, body }) {
			async function attempt(number) {
				return readStates(await http.send({ method, url, headers, body, attempt: number }, hardStop), asked);
			}
			return Response.json({ data: await retries.run({ attempt, policy: () => policy, softStop }) });
		}
		const read = await octokit
			.graphql(makeQuery(asked), { owner, repo, request: { fetch } })
			.catch((error) => {
				throw toRefusal(error, softStop);
			});
		for (const [number, state] of read) states.set(number, state);
	}
	return states;
}
function makeQuery(numbers) {
	const selections = numbers.map((number) => `pr${number}: pullRequest(number: ${number}) { number state }`);
	return `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${selections.join(' ')} } }`;
}
function readStates(response, numbers) {
	const { data, missing } = readGraphqlResponse(response);
	const repository = (0,objects/* isRecord */.u4)(data) ? data['repository'] : undefined;
	return numbers.map((number) => {
		const alias = `pr${number}`;
		const pull = (0,objects/* isRecord */.u4)(repository) ? repository[alias] : undefined;
		if ((0,objects/* isRecord */.u4)(pull) && pull['number'] === number) {
			if (pull['state'] === 'OPEN') return [number, 'open'];
			if (pull['state'] === 'CLOSED' || pull['state'] === 'MERGED') return [number, 'closed'];
		}
		if (missing.has(alias) && (pull === null || pull === undefined)) return [number, 'none'];
		const { status } = response;
		throw new GitHubError(
			`GitHub returned HTTP ${status}, and the response does not say whether pull request ${number} is closed.`,
			{ failure: 'incomplete', status },
		);
	});
}
async function loadOctokit() {
	const github = await Promise.all(/* import() */[__webpack_require__.e(82), __webpack_require__.e(971)]).then(__webpack_require__.bind(__webpack_require__, 9086)).catch((error) => {
		throw refuse(
			`@actions/github could not be loaded: ${(0,sanitize/* quote */.hD)((0,objects/* messageOf */.bD)(error), 300)}. It reads the event file (GITHUB_EVENT_PATH), GITHUB_API_URL and the proxy variables: check them.`,
			error,
		);
	});
	return github.getOctokit;
}
function toRefusal(error, softStop) {
	const cause = error instanceof Error ? error.cause : undefined;
	if (!(cause instanceof http_errors/* RequestError */.GI) && !(cause instanceof deadline/* StoppedError */.Ko)) return error;
	const reason = softStop.reason;
	const stopped = reason instanceof deadline/* StoppedError */.Ko ? reason.message : '';
	return refuse(cause.message.includes(stopped) ? cause.message : `${cause.message} ${stopped}`, cause);
}
function refuse(why, cause) {
	return new refusal/* RefusalError */.X(
		`Nothing was deleted, because GitHub did not say which pull requests are closed. ${why}`,
		{ why: 'GitHub did not say which pull requests are closed', cause },
	);
}


/***/ })

};
;