import { StoppedError } from '../lib/deadline.ts';
import { isRecord } from '../lib/objects.ts';
import { truncate } from '../lib/sanitize.ts';
import { ConnectionError } from './errors.ts';
import type { ConnectionFailure } from './errors.ts';

/** What is known of a request that got no complete response. */
export type LostRequest = {
  readonly host: string;
  readonly mayHaveArrived: boolean;
  /** Aborted if the step had to end. */
  readonly hardStop: AbortSignal;
};

// OpenSSL's names of X.509 verification failures (UNSPECIFIED: a key or a signature too weak, a name out of its constraints),
// and Node's own: https://nodejs.org/api/tls.html#x509-certificate-error-codes
const CERTIFICATE =
  /CERT|^UNABLE_TO_|^CRL_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$|^UNSPECIFIED$/;
const UNREACHABLE = /^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EHOSTDOWN|EACCES|EPERM|ETIMEDOUT)$/;

// The tunnel keeps only the message of a proxy's error. The message of a failed system call can quote any host name.
const TUNNEL = /^(tunneling socket .*|.* from proxy)$/;
const TUNNEL_SYSTEM_CALL = /cause=(getaddrinfo|connect|read|write) E/;

/**
 * Says how a request failed that got no complete response, from the error that Node or @actions/http-client raised.
 * An error that is not a failure of a connection is returned as it is.
 */
export function toConnectionError(error: unknown, { host, mayHaveArrived, hardStop }: LostRequest): unknown {
  function make(failure: ConnectionFailure, message: string): ConnectionError {
    return new ConnectionError(message, { failure, mayHaveArrived, cause: error });
  }

  if (hardStop.aborted) {
    const why = hardStop.reason instanceof StoppedError ? ` ${hardStop.reason.message}` : '';
    return make(
      'interrupted',
      `No complete response was received from ${host} before the step had to stop.${why}`,
    );
  }
  // Not `instanceof`: Node's own errors can be of another realm than this code's `Error`, as in a test.
  const { code, syscall, reason, message } = isRecord(error) ? error : {};
  if (typeof code !== 'string' || typeof message !== 'string') return error;
  // A host with several addresses fails with an AggregateError, which has a code and no message.
  // Of OpenSSL's own messages only the reason is useful.
  const said = truncate((typeof reason === 'string' ? reason : message).replace(/\s+/g, ' ').trim(), 300);
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
