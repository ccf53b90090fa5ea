import { isRecord } from '../cloudflare/envelope.ts';
import { ConnectionError, Stopped } from './errors.ts';
import type { ConnectionFailure } from './errors.ts';

/** What is known of a request that got no complete answer. */
export type LostRequest = {
  readonly host: string;
  readonly mayHaveArrived: boolean;
  /** Aborted if the step had to end. */
  readonly end: AbortSignal;
};

// OpenSSL's names of X.509 verification failures (UNSPECIFIED: a key or a signature too weak, a name out of its constraints),
// and Node's own: https://nodejs.org/api/tls.html#x509-certificate-error-codes
const CERTIFICATE =
  /CERT|^UNABLE_TO_|^CRL_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$|^UNSPECIFIED$/;
const UNREACHABLE = /^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EHOSTDOWN|EACCES|EPERM|ETIMEDOUT)$/;

/**
 * Says how a request failed that got no complete answer, from the error that Node or @actions/http-client raised.
 * An error that is no failure of a connection is returned as it is.
 */
export function toConnectionError(error: unknown, { host, mayHaveArrived, end }: LostRequest): unknown {
  const make = (failure: ConnectionFailure, message: string): ConnectionError =>
    new ConnectionError(message, { failure, mayHaveArrived, cause: error });

  if (end.aborted) {
    const why = end.reason instanceof Stopped ? ` ${end.reason.message}` : '';
    return make('interrupted', `No complete answer had come from ${host} when the step had to stop.${why}`);
  }
  // By its fields, not by its class: Node's own errors can be of another realm than this code's `Error`, as in a test.
  const { code, syscall, reason, message } = isRecord(error) ? error : {};
  if (typeof code !== 'string' || typeof message !== 'string') return error;
  // A host with several addresses fails with an AggregateError, which has a code and no message.
  // OpenSSL's own messages are of use to nobody, but for their reason.
  const said = (typeof reason === 'string' ? reason : message).replace(/\s+/g, ' ').trim();
  const details = said === '' ? code : `${code}: ${said}`;
  if (/^(tunneling socket .*|.* from proxy)$/.test(said)) {
    // An https proxy's own certificate: the tunnel keeps nothing of the error but its message.
    if (/certificate/i.test(said))
      return make('certificate', `The certificate of the proxy is not trusted (${said}).`);
    return make('proxy', `The proxy opened no connection to ${host} (${said}).`);
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return make('tls', `No TLS connection to ${host} could be kept (${details}).`);
  }
  if (CERTIFICATE.test(code))
    return make('certificate', `The certificate of ${host} is not trusted (${details}).`);
  if (syscall === 'getaddrinfo') return make('unknown-host', `The host ${host} was not found (${code}).`);
  if (code === 'ECONNREFUSED') return make('refused', `${host} refused the connection (${code}).`);
  if (UNREACHABLE.test(code) || syscall === 'connect') {
    return make('unreachable', `${host} could not be reached (${code}).`);
  }
  return make('lost', `The connection to ${host} was lost before a complete answer came (${details}).`);
}
