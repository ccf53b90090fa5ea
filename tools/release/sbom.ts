import type { BundledPackage } from '../build/packages.ts';
import type { Publication } from '../lib/publication.ts';

/**
 * Lists what is in the bundle as SPDX 2.3: the action, and each package whose code is in dist/, with the licence and the
 * hash of its release on npm. What is installed but not bundled is not in it.
 * Source: https://spdx.github.io/spdx-spec/v2.3/
 */
export function sbom(
  packages: readonly BundledPackage[],
  { slug, version }: Publication,
  created: Date,
): Readonly<Record<string, unknown>> {
  const action = 'SPDXRef-action';
  const inAction = packages.map((each, index) => ({ ...each, id: `SPDXRef-package-${index + 1}` }));
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: `${slug} ${version}`,
    documentNamespace: `https://github.com/${slug}/releases/tag/v${version}/sbom`,
    creationInfo: {
      created: created.toISOString().replace(/\.\d+Z$/, 'Z'),
      creators: ['Tool: tools/release/sbom.ts'],
    },
    packages: [
      {
        SPDXID: action,
        name: slug,
        versionInfo: version,
        downloadLocation: `git+https://github.com/${slug}@v${version}`,
        filesAnalyzed: false,
        licenseConcluded: 'NOASSERTION',
        licenseDeclared: 'MIT',
        copyrightText: 'NOASSERTION',
        externalRefs: [purl(`pkg:github/${slug}@v${version}`)],
      },
      ...inAction.map(({ id, name, version, licence, integrity }) => ({
        SPDXID: id,
        name,
        versionInfo: version,
        downloadLocation: 'NOASSERTION',
        filesAnalyzed: false,
        licenseConcluded: 'NOASSERTION',
        licenseDeclared: licence,
        copyrightText: 'NOASSERTION',
        checksums: [{ algorithm: 'SHA512', checksumValue: hexOf(integrity) }],
        externalRefs: [purl(`pkg:npm/${name.replace('@', '%40')}@${version}`)],
      })),
    ],
    relationships: [
      { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: action },
      ...inAction.map(({ id }) => ({
        spdxElementId: action,
        relationshipType: 'CONTAINS',
        relatedSpdxElement: id,
      })),
    ],
  };
}

function purl(locator: string): Readonly<Record<string, string>> {
  return { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: locator };
}

/** The hash in an `integrity` of a lock file, such as `sha512-…` in base64, as hexadecimal digits. */
function hexOf(integrity: string): string {
  const [, base64] = /^sha512-([\w+/]+={0,2})$/.exec(integrity) ?? [];
  if (base64 === undefined) throw new Error(`"${integrity}" in package-lock.json is not a SHA-512.`);
  return Buffer.from(base64, 'base64').toString('hex');
}
