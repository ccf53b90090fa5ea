import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { asRecord, asText } from '../../tools/lib/values.ts';
import { isRecord } from '../../src/lib/objects.ts';
import type { DoubleResponse } from './double.ts';
import type { WireRequest } from './loopback.ts';

type Mapping = Readonly<Record<string, unknown>>;
/** A deviation from the description: where, what is wrong, and the value. */
type Violation = {
  readonly at: string;
  readonly message: string;
  readonly value: unknown;
  /** The undescribed property, if that is what is wrong. */
  readonly additional?: unknown;
};

const DOCUMENT = asRecord(
  JSON.parse(readFileSync(new URL('../fixtures/openapi-turn-keys.json', import.meta.url), 'utf8')),
);
const [SERVER] = DOCUMENT['servers'] as readonly Mapping[];
const BASE = new URL(asText(SERVER?.['url'])).pathname;
const PATHS = Object.entries(asRecord(DOCUMENT['paths'])).map(([template, item]) => ({
  pattern: new RegExp(`^(?<base>.*)${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  item: asRecord(item),
}));
const LIST = '/accounts/{account_id}/calls/turn_keys';

/** Where the double deviates from the description on purpose. Any other deviation is a mistake. */
const DEPARTURES: readonly {
  readonly why: string;
  readonly covers: (violation: Violation) => boolean;
}[] = [
  {
    why: 'The real API sends "result": null with some successes, and the step must accept it.',
    covers: ({ at, value }) => at === '/result' && value === null,
  },
  {
    why: 'The list is described without pages; other lists of Cloudflare have them, so this one may come to.',
    covers: ({ at, value }) => at === 'calls-turn-key-list?page' && /^[1-9]\d*$/.test(String(value)),
  },
  {
    why: 'A base URL may have any path, or none, and the double responds that there is no such route.',
    covers: ({ at, value }) => at === 'base path' && value === '',
  },
  {
    why: 'What keys there are is for the test to say, and it may say what Cloudflare would not, as of a fault.',
    covers: ({ at }) => /^\/result(\/\d+)?\/(uid|name|created|modified)$/.test(at),
  },
  {
    why: 'Other lists of Cloudflare tell of their pages, and the step has to read them.',
    covers: ({ at, additional }) => at === '' && additional === 'result_info',
  },
  {
    why: 'The real rate limiter has a code below 1000.',
    covers: ({ at, value }) => /^\/errors\/\d+\/code$/.test(at) && value === 971,
  },
  {
    why: 'Errors of the real API have others beneath them, and the step has to show them.',
    covers: ({ at, additional }) => /^\/errors\/\d+(\/|$)/.test(at) && additional === 'error_chain',
  },
];

/** Where a request deviates from Cloudflare's published API description; empty if it doesn't. */
export function requestViolations(request: WireRequest): readonly string[] {
  const { operation, base, parameters, query } = describe(request);
  const what = `${request.method} ${request.path}`;
  if (operation === undefined) return [`${what}: no such operation`];
  return told(what, [
    ...(base === BASE ? [] : [{ at: 'base path', message: `must be ${BASE}`, value: base }]),
    ...parameters.flatMap(({ name, schema, value }) =>
      schemaViolations(schema, value).map((violation) => ({ ...violation, at: name })),
    ),
    ...[...query].map(([name, value]) => ({
      at: `${asText(operation['operationId'])}?${name}`,
      message: "isn't a parameter",
      value,
    })),
    ...(request.body === '' ? [] : [{ at: 'body', message: 'must be empty', value: request.body }]),
  ]);
}

/** Where the response to a request deviates from that description, except on purpose; empty if it doesn't. */
export function responseViolations(
  request: WireRequest,
  { status, body }: DoubleResponse,
): readonly string[] {
  const responses = asRecord(
    describe(request).operation?.['responses'] ?? operationOf(LIST, 'get')['responses'],
  );
  const what = `${status} to ${request.method} ${request.path}`;
  const family = `${Math.floor(status / 100)}XX`;
  const response = responses[status] ?? responses[family];
  if (response === undefined) return [`${what}: no such status`];
  // The description has no failures for a deletion, and nothing for unknown operations: they fail as a list does.
  const schema = schemaOf(response) ?? schemaOf(asRecord(operationOf(LIST, 'get')['responses'])[family]);
  return schema === undefined ? [`${what}: no schema`] : told(what, schemaViolations(schema, body));
}

function told(what: string, violations: readonly Violation[]): readonly string[] {
  return violations
    .filter((violation) => !DEPARTURES.some(({ covers }) => covers(violation)))
    .map(
      ({ at, message, value }) => `${what}: ${at || 'the body'} ${message}; it is ${JSON.stringify(value)}`,
    );
}

/** Finds the operation that a request asks for, and the values of its parameters. */
function describe({ method, path }: WireRequest): {
  readonly operation: Mapping | undefined;
  readonly base: string;
  readonly parameters: readonly { readonly name: string; readonly schema: unknown; readonly value: string }[];
  readonly query: URLSearchParams;
} {
  const { pathname, searchParams: query } = new URL(path, 'http://localhost');
  for (const { pattern, item } of PATHS) {
    const { base = '', ...values } = pattern.exec(pathname)?.groups ?? {};
    const operation = item[method.toLowerCase()];
    if (Object.keys(values).length === 0 || operation === undefined) continue;
    const parameters = [item, asRecord(operation)]
      .flatMap(({ parameters = [] }) => parameters as readonly Mapping[])
      .map(({ name, schema }) => ({
        name: asText(name),
        schema,
        value: decodeURIComponent(values[asText(name)] ?? ''),
      }));
    return { operation: asRecord(operation), base, parameters, query };
  }
  return { operation: undefined, base: '', parameters: [], query };
}

function operationOf(template: string, method: string): Mapping {
  return asRecord(asRecord(asRecord(DOCUMENT['paths'])[template])[method]);
}

function schemaOf(response: unknown): unknown {
  return asRecord(asRecord(asRecord(response)['content'])['application/json'])['schema'];
}

// Not strict: `example` is a word of OpenAPI's, not of JSON Schema's. Whether the schemas are valid is seen when Prism reads
// them; here it would take longer than everything else, in each test file.
const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, meta: false, validateSchema: false });
formats.default(ajv);
const validators = new Map<unknown, ValidateFunction>();

function schemaViolations(schema: unknown, value: unknown): readonly Violation[] {
  let validate = validators.get(schema);
  if (validate === undefined) {
    // Its references are to the components of the document.
    validate = ajv.compile({ ...asRecord(closed(schema)), components: closed(DOCUMENT['components']) });
    validators.set(schema, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = '', data, params }) => {
    const additional = asRecord(params)['additionalProperty'];
    return {
      at: instancePath,
      message: additional === undefined ? message : `${message} (${asText(additional)})`,
      value: data,
      additional,
    };
  });
}

/** A schema in which each object has the properties that are described, and no other. */
function closed(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) =>
    isRecord(value) && isRecord(value['properties']) && value['type'] === 'object'
      ? { ...value, additionalProperties: false }
      : value,
  );
}
