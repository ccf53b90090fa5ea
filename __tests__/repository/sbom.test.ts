import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { bundledPackages } from '../../tools/build/packages.ts';
import { ROOT } from '../../tools/lib/project.ts';
import { readPublication } from '../../tools/lib/publication.ts';
import { sbom } from '../../tools/release/sbom.ts';

type Package = {
  readonly SPDXID: string;
  readonly name: string;
  readonly versionInfo: string;
  readonly licenseDeclared: string;
  readonly checksums?: readonly { readonly checksumValue: string }[];
  readonly externalRefs: readonly { readonly referenceLocator: string }[];
};
type Document = {
  readonly packages: readonly Package[];
  readonly relationships: readonly {
    readonly relationshipType: string;
    readonly relatedSpdxElement: string;
  }[];
};

describe('the SBOM of a release', () => {
  const publication = readPublication();
  const document = JSON.parse(
    JSON.stringify(sbom(bundledPackages(), publication, new Date('2026-03-01T09:30:00.123Z'))),
  ) as Document;
  const [action, ...packages] = document.packages;

  test('is of this version of the action', () => {
    expect(document).toMatchObject({
      spdxVersion: 'SPDX-2.3',
      SPDXID: 'SPDXRef-DOCUMENT',
      creationInfo: { created: '2026-03-01T09:30:00Z' },
    });
    expect(action).toMatchObject({ name: publication.slug, versionInfo: publication.version });
  });

  test('has the packages that docs/bundle.md names, in their versions, and no other', () => {
    const page = readFileSync(new URL('docs/bundle.md', ROOT), 'utf8');
    const rows = [...page.matchAll(/^\| `([^`]+)` +\| ([\d.]+) +\| ([\w.-]+) +\|/gm)];
    expect(rows.length).toBeGreaterThan(2);
    expect(
      packages.map(({ name, versionInfo, ...more }) => [name, versionInfo, more.licenseDeclared]),
    ).toEqual(rows.map(([, name, version, licence]) => [name, version, licence]));
    expect(packages.map(({ name }) => name)).not.toContain('undici');
  });

  test('has the hash and the name by which scanners know each package', () => {
    const core = packages.find(({ name }) => name === '@actions/core');
    expect(core?.externalRefs[0]?.referenceLocator).toBe(
      `pkg:npm/%40actions/core@${core?.versionInfo ?? ''}`,
    );
    for (const { checksums } of packages) expect(checksums?.[0]?.checksumValue).toMatch(/^[0-9a-f]{128}$/);
  });

  test('says of each package that it is in the action', () => {
    const ids = packages.map(({ SPDXID }) => SPDXID);
    expect(new Set(ids).size).toBe(ids.length);
    const contained = document.relationships.filter(
      ({ relationshipType }) => relationshipType === 'CONTAINS',
    );
    expect(contained.map(({ relatedSpdxElement }) => relatedSpdxElement)).toEqual(ids);
  });
});
