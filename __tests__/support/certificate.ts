import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import type { Credentials } from './loopback.ts';

const DAY = 24 * 60 * 60 * 1000;

export type CertificateAuthority = {
  /** The authority's certificate as a PEM file, for NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
  /** A server's certificate, signed by this authority, for host names and IP addresses. */
  readonly certify: (
    hosts: readonly string[],
    options?: { readonly expired?: boolean },
  ) => Promise<Credentials>;
  /** Removes the file. */
  readonly remove: () => void;
};

/** Makes a certificate authority for one test. */
export async function makeAuthority(): Promise<CertificateAuthority> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ...lifetime(false),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, cert);
  return {
    caFile,
    certify: (hosts, { expired = false } = {}) => certificate(hosts, expired, { key, cert }),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A self-signed certificate of a server. */
export function makeSelfSigned(hosts: readonly string[]): Promise<Credentials> {
  return certificate(hosts, false);
}

async function certificate(
  hosts: readonly string[],
  expired: boolean,
  ca?: Credentials,
): Promise<Credentials> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: hosts[0] ?? 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ...lifetime(expired),
    ...(ca === undefined ? {} : { ca }),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: hosts.map((host) => (isIP(host) === 0 ? { type: 2, value: host } : { type: 7, ip: host })),
      },
    ],
  });
  return { key, cert };
}

function lifetime(expired: boolean): { readonly notBeforeDate: Date; readonly notAfterDate: Date } {
  const end = Date.now() + (expired ? -DAY : DAY);
  return { notBeforeDate: new Date(end - 30 * DAY), notAfterDate: new Date(end) };
}
