import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import { resetConnection } from './loopback.ts';

/** Applies a fault to a response. `headers` are those of every response of the double. */
export function deliver(
  fault: Exclude<Fault, { kind: 'pass' }>,
  response: ServerResponse,
  headers: OutgoingHttpHeaders,
): void {
  switch (fault.kind) {
    case 'response':
      sendResponse(response, fault.status, { ...headers, ...fault.headers }, fault.body);
      return;
    case 'cut':
      response.writeHead(fault.status, {
        ...headers,
        'content-length': Buffer.byteLength(fault.body) + fault.missing,
      });
      // Destroyed only once the bytes have left, or the client would see a reset before the body.
      response.write(fault.body, () => response.socket?.end(() => response.socket?.destroy()));
      return;
    case 'reset':
      if (response.socket !== null) resetConnection(response.socket);
      return;
    case 'stall':
      return;
    case 'stall-body':
      response.writeHead(fault.status, {
        ...headers,
        'content-length': Buffer.byteLength(fault.body) + 1000,
      });
      response.write(fault.body);
      return;
    case 'drip': {
      response.writeHead(fault.status, headers);
      const timer = setInterval(() => response.write(' '), fault.everyMs);
      response.once('close', () => {
        clearInterval(timer);
      });
      return;
    }
    case 'oversized':
      response.writeHead(fault.status, headers);
      pour(response, fault.bytes);
      return;
  }
}

/** Sends a whole response; `undefined` in `headers` removes a header. */
export function sendResponse(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  body: unknown,
): void {
  const bytes =
    body === undefined ? '' : typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  response.writeHead(status, { ...Object.fromEntries(given), 'content-length': Buffer.byteLength(bytes) });
  response.end(bytes);
}

function pour(response: ServerResponse, bytes: number): void {
  const filler = 'a'.repeat(16 * 1024);
  let left = bytes;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= filler.length;
      if (!response.write(filler)) {
        response.once('drain', more);
        return;
      }
    }
    response.end('"}}');
  };
  response.write('{"success":true,"errors":[],"messages":[],"result":{"name":"');
  more();
}
