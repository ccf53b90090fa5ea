import { describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { toConnectionError } from '../../../src/http/classify-error.ts';
import { ConnectionError } from '../../../src/http/errors.ts';
import { StoppedError } from '../../../src/lib/deadline.ts';
import type { ConnectionFailure } from '../../../src/http/errors.ts';
import { makeForwarder } from '../../support/forwarder.ts';

const HOST = 'api.example.test';
const running = new AbortController().signal;

/** The connection error for an error, if nothing else is known of the request. */
function made(error: unknown, known: { hardStop?: AbortSignal } = {}): unknown {
  return toConnectionError(error, {
    host: HOST,
    mayHaveArrived: false,
    hardStop: running,
    ...known,
  });
}

function nodeError(code: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { code, ...more });
}

const TUNNEL = 'tunneling socket could not be established,';
const EPROTO =
  'write EPROTO 00A1:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl3_record.c:354:\n';

describe('a request that failed', () => {
  const failures: readonly (readonly [Error, ConnectionFailure, string])[] = [
    [
      nodeError('ENOTFOUND', `getaddrinfo ENOTFOUND ${HOST}`, { syscall: 'getaddrinfo' }),
      'unknown-host',
      'The host api.example.test was not found (ENOTFOUND).',
    ],
    [
      nodeError('EAI_AGAIN', `getaddrinfo EAI_AGAIN ${HOST}`, { syscall: 'getaddrinfo' }),
      'unknown-host',
      'The host api.example.test was not found (EAI_AGAIN).',
    ],
    [
      nodeError('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9', { syscall: 'connect' }),
      'refused',
      'api.example.test refused the connection (ECONNREFUSED).',
    ],
    [
      nodeError('ETIMEDOUT', 'connect ETIMEDOUT 127.0.0.1:9', { syscall: 'connect' }),
      'unreachable',
      'api.example.test could not be reached (ETIMEDOUT).',
    ],
    [
      nodeError('ECONNRESET', 'connect ECONNRESET 127.0.0.1:9', { syscall: 'connect' }),
      'unreachable',
      'api.example.test could not be reached (ECONNRESET).',
    ],
    ...['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EHOSTDOWN', 'EACCES', 'EPERM'].map(
      (code): readonly [Error, ConnectionFailure, string] => [
        nodeError(code, `connect ${code} 127.0.0.1:9`, { syscall: 'connect' }),
        'unreachable',
        `api.example.test could not be reached (${code}).`,
      ],
    ),
    ...[
      'UNSPECIFIED',
      'CERT_HAS_EXPIRED',
      'CERT_REVOKED',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'CRL_HAS_EXPIRED',
      'INVALID_CA',
      'INVALID_PURPOSE',
      'PATH_LENGTH_EXCEEDED',
      'HOSTNAME_MISMATCH',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ].map((code): readonly [Error, ConnectionFailure, string] => [
      nodeError(code, 'no good'),
      'certificate',
      `The certificate of api.example.test is not trusted (${code}: no good).`,
    ]),
    [
      nodeError('EPROTO', EPROTO, { syscall: 'write', reason: 'wrong version number' }),
      'tls',
      'No TLS connection to api.example.test could be kept (EPROTO: wrong version number).',
    ],
    [
      nodeError('EPROTO', 'write\n\tEPROTO\n'),
      'tls',
      'No TLS connection to api.example.test could be kept (EPROTO: write EPROTO).',
    ],
    [
      nodeError('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'SSL alert number 116'),
      'tls',
      'No TLS connection to api.example.test could be kept (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: SSL alert number 116).',
    ],
    [
      nodeError('ECONNRESET', `${TUNNEL} statusCode=407`),
      'proxy',
      `The proxy opened no connection to api.example.test (${TUNNEL} statusCode=407).`,
    ],
    [
      nodeError('ECONNRESET', `${TUNNEL} cause=connect ECONNREFUSED 127.0.0.1:9`),
      'proxy',
      `The proxy opened no connection to api.example.test (${TUNNEL} cause=connect ECONNREFUSED 127.0.0.1:9).`,
    ],
    [
      nodeError('ECONNRESET', 'got illegal response body from proxy'),
      'proxy',
      'The proxy opened no connection to api.example.test (got illegal response body from proxy).',
    ],
    [
      nodeError('ECONNRESET', `${TUNNEL} cause=self-signed certificate`),
      'certificate',
      `The certificate of the proxy is not trusted (${TUNNEL} cause=self-signed certificate).`,
    ],
    [
      nodeError('ECONNRESET', `${TUNNEL} cause=getaddrinfo ENOTFOUND certificate-proxy.example.test`),
      'proxy',
      `The host of the proxy was not found (${TUNNEL} cause=getaddrinfo ENOTFOUND certificate-proxy.example.test).`,
    ],
    [
      nodeError('ECONNRESET', `${TUNNEL} cause=connect ECONNREFUSED certificate-proxy.example.test:9`),
      'proxy',
      `The proxy opened no connection to api.example.test (${TUNNEL} cause=connect ECONNREFUSED certificate-proxy.example.test:9).`,
    ],
    [
      nodeError('ECONNRESET', 'read ECONNRESET', { syscall: 'read' }),
      'lost',
      'The connection to api.example.test was lost before a complete response was received (ECONNRESET: read ECONNRESET).',
    ],
    [
      nodeError('ECONNRESET', 'aborted'),
      'lost',
      'The connection to api.example.test was lost before a complete response was received (ECONNRESET: aborted).',
    ],
    [
      nodeError('EPIPE', 'write EPIPE', { syscall: 'write' }),
      'lost',
      'The connection to api.example.test was lost before a complete response was received (EPIPE: write EPIPE).',
    ],
    [
      nodeError('HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/', { reason: 'Expected HTTP/' }),
      'lost',
      'The connection to api.example.test was lost before a complete response was received (HPE_INVALID_CONSTANT: Expected HTTP/).',
    ],
  ];

  // The name of a test must not have the stack of an error: it differs from folder to folder.
  test.each(failures.map(([error, failure, message]) => ({ error, failure, message })))(
    '$failure: $message',
    ({ error, failure, message }) => {
      const connectionError = made(error);
      expect(connectionError).toBeInstanceOf(ConnectionError);
      expect(connectionError).toMatchObject({ failure, message, cause: error });
    },
  );

  test('at each of several addresses is classified by its code, although it has no message', async () => {
    const { port } = await makeForwarder();
    const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
    const socket = connect({
      host: HOST,
      port,
      autoSelectFamily: true,
      lookup: (_host, _options, callback) => {
        callback(null, addresses);
      },
    });
    const [failed] = (await once(socket, 'error').catch((error: unknown) => [error])) as [AggregateError];
    const { name, message, code } = failed as NodeJS.ErrnoException;
    expect({ name, message, code }).toEqual({ name: 'AggregateError', message: '', code: 'ECONNREFUSED' });
    // Made anew, because Node's own is of another realm than the tests.
    const refused = Object.assign(new AggregateError([]), { code });
    expect(made(refused)).toMatchObject({
      failure: 'refused',
      message: 'api.example.test refused the connection (ECONNREFUSED).',
    });

    const timedOut = Object.assign(new AggregateError([]), { code: 'ETIMEDOUT' });
    expect(made(timedOut)).toMatchObject({
      failure: 'unreachable',
      message: 'api.example.test could not be reached (ETIMEDOUT).',
    });
    const reset = Object.assign(new AggregateError([]), { code: 'ECONNRESET' });
    expect(made(reset)).toMatchObject({
      failure: 'lost',
      message:
        'The connection to api.example.test was lost before a complete response was received (ECONNRESET).',
    });
  });

  test('because the step had to stop says why, whatever the error', () => {
    const hardStop = AbortSignal.abort(new StoppedError('The run was cancelled.'));
    expect(made(nodeError('ECONNREFUSED', 'x', { syscall: 'connect' }), { hardStop })).toMatchObject({
      failure: 'interrupted',
      message:
        'No complete response was received from api.example.test before the step had to stop. The run was cancelled.',
    });
  });

  test('because the step had to stop needs no reason', () => {
    expect(made(new Error('x'), { hardStop: AbortSignal.abort() })).toMatchObject({
      failure: 'interrupted',
      message: 'No complete response was received from api.example.test before the step had to stop.',
    });
  });

  test('because of silence says so itself, unless the step had to stop', () => {
    const silence = new ConnectionError('api.example.test was silent.', {
      failure: 'silent',
      mayHaveArrived: true,
    });
    expect(made(silence)).toBe(silence);
    expect(made(silence, { hardStop: AbortSignal.abort() })).toMatchObject({ failure: 'interrupted' });
  });

  test.each([true, false])('may have arrived, if that is so: %j', (mayHaveArrived) => {
    const error = nodeError('EPROTO', 'bad record mac');
    expect(toConnectionError(error, { host: HOST, mayHaveArrived, hardStop: running })).toMatchObject({
      mayHaveArrived,
    });
  });
});

test.each([new TypeError('x is not a function'), 'text', undefined, { code: 'ECONNRESET' }])(
  '%p is not a failed connection, and is returned as it is',
  (error) => {
    expect(made(error)).toBe(error);
  },
);

describe('a code', () => {
  test.each([
    'X_UNABLE_TO_X',
    'X_CRL_X',
    'INVALID_CAX',
    'XINVALID_CA',
    'XPATH_LENGTH_EXCEEDED',
    'PATH_LENGTH_EXCEEDEDX',
    'XHOSTNAME_MISMATCH',
    'HOSTNAME_MISMATCHX',
    'XUNSPECIFIED',
    'UNSPECIFIEDX',
    'XERR_SSL_X',
    'XEPROTO',
    'XEACCES',
    'EACCESX',
    'HPE_INVALID_CONSTANT',
  ])('that only looks like another, such as %s, is a lost connection', (code) => {
    expect(made(nodeError(code, 'why'))).toMatchObject({
      failure: 'lost',
      message: `The connection to ${HOST} was lost before a complete response was received (${code}: why).`,
    });
  });

  test('ETIMEDOUT means an unreachable host, whatever it was that took too long', () => {
    expect(made(nodeError('ETIMEDOUT', 'read ETIMEDOUT', { syscall: 'read' }))).toMatchObject({
      failure: 'unreachable',
    });
  });

  test.each(['x tunneling socket y', 'x from proxy y'])(
    'of an error that says "%s" is not about a tunnel',
    (message) => {
      expect(made(nodeError('EPIPE', message))).toMatchObject({ failure: 'lost' });
    },
  );

  test.each([7, {}, null])('can have a reason that is not text (%j), which is not shown', (reason) => {
    expect(made(nodeError('EPIPE', ' a\n  b ', { reason }))).toMatchObject({
      message: `The connection to ${HOST} was lost before a complete response was received (EPIPE: a b).`,
    });
  });
});
