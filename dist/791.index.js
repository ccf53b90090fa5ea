"use strict";
exports.id = 791;
exports.ids = [791];
exports.modules = {

/***/ 791:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readUsage: () => (/* binding */ readUsage)
/* harmony export */ });
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(589);
/* harmony import */ var _lib_objects_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(727);
/* harmony import */ var _lib_parallel_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(728);
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(480);
/* harmony import */ var _api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(663);
/* harmony import */ var _envelope_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(219);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(924);







const KEYS_PER_REQUEST = 10;
const PARALLEL_REQUESTS = 4;
const MINUTE_MS = 60_000;
async function readUsage(uids, { unusedForMs, now }, { cloudflare, retries, softStop }) {
  const since = toTime(Math.floor((now - unusedForMs) / MINUTE_MS) * MINUTE_MS);
  const until = toTime((Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS);
  const variables = { account: cloudflare.accountId, since, until };
  const batches = Array.from({ length: Math.ceil(uids.length / KEYS_PER_REQUEST) }, (_, index) =>
    uids.slice(index * KEYS_PER_REQUEST, (index + 1) * KEYS_PER_REQUEST),
  );
  const answers = await (0,_lib_parallel_js__WEBPACK_IMPORTED_MODULE_3__/* .inParallel */ .H)(batches, PARALLEL_REQUESTS, (batch) =>
    retries.run({
      attempt: async (number) => {
        const response = await cloudflare.sendQuery({ query: writeQuery(batch), variables }, number);
        return readResponse(response, batch);
      },
      classify,
      advise,
      softStop,
    }),
  );
  return new Map(answers.flat());
}
function toTime(milliseconds) {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
function writeQuery(uids) {
  const usages = uids.map(
    (uid, index) =>
      `k${index}: callsTurnUsageAdaptiveGroups(limit: 1, filter: { keyId: "${uid}", datetimeMinute_geq: $since, datetimeMinute_lt: $until }) { sum { egressBytes ingressBytes } }`,
  );
  return `query ($account: string!, $since: Time!, $until: Time!) { viewer { accounts(filter: { accountTag: $account }) { ${usages.join(' ')} } } }`;
}
class AnalyticsError extends _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .CloudflareError */ .Oi {
  graphqlErrors;
  constructor(error, graphqlErrors) {
    super(error.message, error);
    this.graphqlErrors = graphqlErrors;
  }
  is(...codes) {
    return this.graphqlErrors.some(({ code }) => codes.includes(code));
  }
}
function readResponse(response, uids) {
  const { status, body } = response;
  const json = body === undefined ? undefined : (0,_envelope_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .q)(body);
  const errors = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u)(json) ? readErrors(json['errors']) : [];
  const fail = (what) => new AnalyticsError((0,_api_js__WEBPACK_IMPORTED_MODULE_1__/* .makeError */ .xz)(response, 'unexpected-result', what), errors);
  if (body === undefined) throw fail(' with a body of more than 1 MiB');
  if (errors.length > 0) {
    throw fail(
      `, ${errors.map(({ message, code }) => `${code || 'no code'}: ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_6__/* .quote */ .hD)(message, 500)}`).join('; ')}`,
    );
  }
  if (!(0,_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isSuccess */ .oJ)(status) || !(0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u)(json)) {
    throw fail(` with an unexpected response body: ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_6__/* .excerpt */ .Kb)(body)}`);
  }
  const { data } = json;
  const viewer = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u)(data) ? data['viewer'] : undefined;
  const accounts = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u)(viewer) ? viewer['accounts'] : undefined;
  if (!Array.isArray(accounts)) throw fail(`, and no usage in its response: ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_6__/* .excerpt */ .Kb)(body)}`);
  const [account, ...others] = accounts;
  if (!(0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u)(account) || others.length > 0) {
    throw fail(`, and ${accounts.length === 0 ? 'no account' : 'unexpected accounts'} in its response`);
  }
  return uids.map((uid, index) => {
    const bytes = sumUp(account[`k${index}`]);
    if (bytes === undefined) throw fail(`, and no usable figures for TURN key ${uid}: ${(0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_6__/* .excerpt */ .Kb)(body)}`);
    return [uid, bytes];
  });
}
function sumUp(rows) {
  if (!Array.isArray(rows)) return undefined;
  let total = 0;
  for (const row of rows) {
    const sum = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u)(row) ? row['sum'] : undefined;
    const { egressBytes, ingressBytes } = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u)(sum) ? sum : {};
    if (!isAmount(egressBytes) || !isAmount(ingressBytes)) return undefined;
    total += egressBytes + ingressBytes;
  }
  return total;
}
function isAmount(value) {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
function readErrors(value) {
  if (!Array.isArray(value)) return [];
  return value.map((entry) => {
    const { message, extensions } = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u)(entry) ? entry : {};
    const code = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u)(extensions) ? extensions['code'] : undefined;
    return {
      message: typeof message === 'string' ? message : 'an error without a message',
      code: typeof code === 'string' ? code : '',
    };
  });
}
function classify(error) {
  if (!(error instanceof AnalyticsError)) return 'final';
  const { status } = error;
  if (status === 429 || error.is('budget')) return 'rate-limited';
  const saysInternal = error.graphqlErrors.some(({ message }) => /internal (server )?error/i.test(message));
  return status === 408 || (status >= 500 && status <= 599) || saysInternal || (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .isInternalError */ .wA)(error)
    ? 'transient'
    : 'final';
}
const PERMISSION = '`Account › Account Analytics › Read`';
function advise(error) {
  if (error instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionError */ .Rc) {
    return 'Check the network and the proxy between the runner and Cloudflare, and https://www.cloudflarestatus.com; then run the job again.';
  }
  const { status } = error;
  const is = (...codes) => error instanceof AnalyticsError && error.is(...codes);
  if (status === 429 || is('budget')) {
    return 'Cloudflare allows 300 analytics requests in 5 minutes for each user: wait five minutes, and let fewer jobs ask.';
  }
  if (is('quota')) {
    return 'The time range is too wide or too far in the past for this account: set a shorter `unused-for`. It takes at most `30d`; Cloudflare keeps most account analytics for 90 days and answers at most 32 days in one request.';
  }
  if (is('authz') || status === 401 || status === 403) {
    return `Give the token the permission ${PERMISSION} on the account in \`account-id\`, or leave \`unused-for\` unset. If it has the permission, check that the token is current and has no IP filter that excludes the runner.`;
  }
  if (is('parser')) {
    return 'Cloudflare may have changed its analytics: check for a newer version of this action, or leave `unused-for` unset.';
  }
  if (status === 408 || (status >= 500 && status <= 599)) {
    return 'The fault is on the side of Cloudflare or of a proxy: check https://www.cloudflarestatus.com and run the job again.';
  }
  if (/no account in its response/.test(error.message)) {
    return `Check \`account-id\`, and that the token has the permission ${PERMISSION} on this account.`;
  }
  return `Check that the token has the permission ${PERMISSION} on this account and that \`api-base-url\` is the API of Cloudflare, or leave \`unused-for\` unset.`;
}


/***/ })

};
;