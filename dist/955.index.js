"use strict";
exports.id = 955;
exports.ids = [955];
exports.modules = {

/***/ 2955:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   toConnectionError: () => (/* binding */ toConnectionError)
/* harmony export */ });
/* harmony import */ var _lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1647);
/* harmony import */ var _lib_objects_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6727);
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7480);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2589);




const CERTIFICATE =
	/CERT|^UNABLE_TO_|^CRL_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$|^UNSPECIFIED$/;
const UNREACHABLE = /^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EHOSTDOWN|EACCES|EPERM|ETIMEDOUT)$/;
const TUNNEL = /^(tunneling socket .*|.* from proxy)$/;
const TUNNEL_SYSTEM_CALL = /cause=(getaddrinfo|connect|read|write) E/;
function toConnectionError(error, { host, mayHaveArrived, hardStop }) {
	function make(failure, message) {
		return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ConnectionError */ .Rc(message, { failure, mayHaveArrived, cause: error });
	}
	if (hardStop.aborted) {
		const why = hardStop.reason instanceof _lib_deadline_js__WEBPACK_IMPORTED_MODULE_0__/* .StoppedError */ .Ko ? ` ${hardStop.reason.message}` : '';
		return make(
			'interrupted',
			`No complete response was received from ${host} before the step had to stop.${why}`,
		);
	}
	const { code, syscall, reason, message } = (0,_lib_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(error) ? error : {};
	if (typeof code !== 'string' || typeof message !== 'string') return error;
	const said = (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_3__/* .truncate */ .xv)((typeof reason === 'string' ? reason : message).replace(/\s+/g, ' ').trim(), 300);
	const details = said === '' ? code : `${code}: ${said}`;
	if (TUNNEL.test(said)) {
		if (said.includes('cause=getaddrinfo ')) {
			return make('proxy', `The host of the proxy was not found (${said}).`);
		}
		if (!TUNNEL_SYSTEM_CALL.test(said) && /certificate/i.test(said)) {
			return make('certificate', `The certificate of the proxy is not trusted (${said}).`);
		}
		return make('proxy', `The proxy opened no connection to ${host} (${said}).`);
	}
	if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
		return make('tls', `No TLS connection to ${host} could be kept (${details}).`);
	}
	if (CERTIFICATE.test(code)) {
		return make('certificate', `The certificate of ${host} is not trusted (${details}).`);
	}
	if (syscall === 'getaddrinfo') return make('unknown-host', `The host ${host} was not found (${code}).`);
	if (code === 'ECONNREFUSED') return make('refused', `${host} refused the connection (${code}).`);
	if (UNREACHABLE.test(code) || syscall === 'connect') {
		return make('unreachable', `${host} could not be reached (${code}).`);
	}
	return make(
		'lost',
		`The connection to ${host} was lost before a complete response was received (${details}).`,
	);
}


/***/ })

};
;