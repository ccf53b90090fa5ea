"use strict";
exports.id = 984;
exports.ids = [984];
exports.modules = {

/***/ 984:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   selectKeys: () => (/* binding */ selectKeys)
/* harmony export */ });
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(589);
/* harmony import */ var _keys_refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44);
/* harmony import */ var _keys_selection_rules_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(980);
/* harmony import */ var _lib_deadline_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(647);
/* harmony import */ var _lib_format_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(580);
/* harmony import */ var _lib_parallel_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(728);






const PARALLEL_READS = 8;
async function selectKeys(inputs, context) {
  const { keys, expectedNames, maxKeys, ifInUse, unusedForMs } = inputs;
  const planned =
    keys.by === 'id'
      ? await planIds(keys.ids, inputs, context)
      : await planNames(keys.lines, inputs, context);
  (0,_keys_selection_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .enforceExpectedNames */ .tt)(planned, expectedNames);
  if (unusedForMs === 0 || ifInUse === 'error') (0,_keys_selection_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .enforceMaxKeys */ .Xj)(planned, maxKeys);
  if (unusedForMs === 0) return planned;
  const used = (0,_keys_selection_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .applyUsage */ .g8)(planned, await askUsage(planned, context), inputs);
  (0,_keys_selection_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .enforceMaxKeys */ .Xj)(used, maxKeys);
  return used;
}
async function planIds(ids, { dryRun, expectedNames }, { turnKeys }) {
  const all = ids.map(_keys_selection_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .planById */ .wc);
  if (!dryRun && expectedNames.length === 0) return all;
  let failed;
  const planned = await (0,_lib_parallel_js__WEBPACK_IMPORTED_MODULE_5__/* .inParallel */ .H)(all, PARALLEL_READS, async (key) => {
    if (failed !== undefined) return key;
    try {
      const known = await turnKeys.get(key.uid);
      return known === undefined
        ? { ...key, plan: 'not-found', reason: 'Cloudflare reports that it does not exist.' }
        : { ...key, known };
    } catch (error) {
      failed ??= { uid: key.uid, error };
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
  const matched = (0,_keys_selection_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .keepNewerThan */ .Gl)((0,_keys_selection_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .matchNames */ .Gj)(lines, keys, ifAmbiguous), olderThanMs, now());
  const numbers = (0,_keys_selection_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .pullRequestNumbers */ .V$)(matched);
  const states = numbers.length === 0 ? new Map() : await readPullRequests(numbers);
  const planned = (0,_keys_selection_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .mergePicks */ .no)((0,_keys_selection_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .keepOpenPullRequests */ .Bi)(matched, states));
  info(`Selected ${(0,_keys_selection_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .toDelete */ .zo)(planned).length} of ${(0,_lib_format_js__WEBPACK_IMPORTED_MODULE_4__/* .pluralize */ .td)(keys.length, 'TURN key')}.`);
  return planned;
}
async function askUsage(planned, { readUsage }) {
  const uids = (0,_keys_selection_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .toDelete */ .zo)(planned).map(({ uid }) => uid);
  if (uids.length === 0) return new Map();
  return await readUsage(uids).catch((error) => {
    throw refuseUnread('whether the selected keys are in use could not be read', error, planned);
  });
}
function refuseUnread(what, error, planned, failedUid) {
  if (!(error instanceof _http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RequestError */ .GI) && !(error instanceof _lib_deadline_js__WEBPACK_IMPORTED_MODULE_3__/* .StoppedError */ .K)) return error;
  return new _keys_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .RefusalError */ .X(`Nothing was deleted, because ${what}. ${error.message}`, {
    planned,
    failedUid,
    cause: error,
  });
}


/***/ })

};
;