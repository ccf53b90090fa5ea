import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

const DOCUMENT = new URL('../fixtures/openapi-turn-keys.json', import.meta.url);

export type SchemaName =
  'calls_turn_key_response_single' | 'calls_turn_key_collection' | 'calls_api-response-common-failure';

/** What is wrong with a body by Cloudflare's published description of its API; empty if nothing is. */
export function violations(schema: SchemaName, body: unknown): readonly string[] {
  // Not strict: `example` is a word of OpenAPI's, not of JSON Schema's.
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(JSON.parse(readFileSync(DOCUMENT, 'utf8')) as object, 'openapi');
  const validate = ajv.getSchema(`openapi#/components/schemas/${schema}`);
  if (validate === undefined) throw new Error(`No schema ${schema}`);
  if (validate(body) === true) return [];
  return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
}
