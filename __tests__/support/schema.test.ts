import { describe, expect, test } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { failureEnvelope, successEnvelope } from './faults.ts';
import { schemaViolations } from './schema.ts';

type Document = { readonly components: { readonly schemas: object } };

const DOCUMENT = JSON.parse(readFileSync('__tests__/fixtures/openapi-turn-keys.json', 'utf8')) as Document;
// Not strict: `example` is a word of OpenAPI's, not of JSON Schema's.
const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(DOCUMENT, 'openapi');

const anyDate = fc.oneof(
  fc.constantFrom(
    '2026-02-28T23:59:59Z',
    '2024-02-29T00:00:00.123+01:00',
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01t00:00:00z',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00.Z',
    '2026-01-01 ',
    'today',
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const anyScalar = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 999, 1000, 1000.5, '', 'a', 'a'.repeat(32), '😀'.repeat(32)),
  anyDate,
);
const anyKey = fc.record(
  { uid: anyScalar, name: anyScalar, created: anyScalar, modified: anyScalar },
  { requiredKeys: [] },
);
const anyErrors = fc.array(
  fc.oneof(
    anyScalar,
    fc.record(
      {
        code: anyScalar,
        message: anyScalar,
        documentation_url: anyScalar,
        source: fc.oneof(anyScalar, fc.record({ pointer: anyScalar }, { requiredKeys: [] })),
      },
      { requiredKeys: [] },
    ),
  ),
  { maxLength: 2 },
);
const anyValue = fc.oneof(
  anyScalar,
  anyKey,
  fc.record(
    {
      success: fc.oneof(fc.boolean(), anyScalar),
      errors: fc.oneof(anyErrors, anyScalar),
      messages: fc.oneof(anyErrors, anyScalar),
      result: fc.oneof(anyKey, fc.array(anyKey, { maxLength: 2 }), anyScalar),
      more: anyScalar,
    },
    { requiredKeys: [] },
  ),
  fc.constantFrom<unknown>(
    successEnvelope({}),
    successEnvelope([{}]),
    successEnvelope(undefined),
    failureEnvelope(),
  ),
);

describe.each(Object.keys(DOCUMENT.components.schemas))('of %s', (name) => {
  const schema = { $ref: `#/components/schemas/${name}` };

  test('as much is wrong, at the same places, as Ajv says', () => {
    const validate = ajv.getSchema(`openapi${schema.$ref}`) as ValidateFunction;
    fc.assert(
      fc.property(anyValue, (value) => {
        validate(value);
        const places = (validate.errors ?? []).map(({ instancePath }) => instancePath);
        expect(
          schemaViolations(DOCUMENT, schema, value)
            .map(({ at }) => at)
            .sort(),
        ).toEqual(places.sort());
      }),
      { seed: 20_008, numRuns: 500 },
    );
  });
});

test.each([
  ['a word', { pattern: '^a$' }, 'What "pattern": "^a$" means'],
  ['a format', { format: 'uri' }, 'What "format": "uri" means'],
  ['a reference', { $ref: '#/components/schemas/none' }, 'has no #/components/schemas/none'],
])('%s that is not known is an error, not a value that is right', (_what, schema, said) => {
  expect(() => schemaViolations(DOCUMENT, schema, 'a')).toThrow(said);
});
