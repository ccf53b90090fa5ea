import { type DocumentNode, type FieldNode, parse, valueFromASTUntyped, visit } from 'graphql';
import { asRecord, asText } from '../../tools/lib/values.ts';
import type { WireRequest } from './loopback.ts';

/** A query as it was sent, whatever the response was. */
export type AnalyticsQuery = {
  readonly account: string;
  /** One for each alias, in the order of the query. */
  readonly groups: readonly {
    readonly alias: string;
    readonly keyId: string;
    /** `datetimeMinute_geq` and `datetimeMinute_lt`, as they were sent. */
    readonly since: string;
    readonly until: string;
    readonly limit: number;
  }[];
};

/** The dataset of the traffic of TURN keys. */
export const DATASET = 'callsTurnUsageAdaptiveGroups';
export const PATH = '/client/v4/graphql';

/** Whether a request is one for the GraphQL Analytics API, under any base URL. */
export function isAnalytics({ path }: WireRequest): boolean {
  return /\/graphql(\?|$)/.test(path);
}

/** The problems of a request for analytics; empty if there are none. */
export function analyticsViolations(request: WireRequest): readonly string[] {
  const { query, variables } = readBody(request);
  const { authorization = '', 'content-type': type = '' } = request.headers;
  const violations = [
    request.path === PATH || request.path === '/graphql' ? [] : [`the path must be ${PATH}`],
    request.method === 'POST' ? [] : ['the method must be POST'],
    /^Bearer \S/.test(authorization) ? [] : ['authorization must be "Bearer …"'],
    /^application\/json\b/.test(type) ? [] : [`content-type must be application/json; it is "${type}"`],
    typeof query === 'string' ? [] : ['the body must have a query'],
    typeof variables === 'object' && variables !== null ? [] : ['the body must have variables'],
  ];
  return violations.flat().map((violation) => `${request.method} ${request.path}: ${violation}`);
}

/** The queries among these requests that GraphQL can read, in order, refused ones included. */
export function analyticsQueries(requests: readonly WireRequest[]): readonly AnalyticsQuery[] {
  return requests.filter(isAnalytics).flatMap((request) => {
    const { query, variables } = readBody(request);
    const document = readQuery(query);
    if (document === undefined) return [];
    const read = (field: FieldNode, name: string): unknown => {
      const argument = field.arguments?.find((each) => each.name.value === name);
      return argument && valueFromASTUntyped(argument.value, asRecord(variables));
    };
    const account = fieldsOf(document, 'accounts')[0];
    return {
      account: account ? asText(asRecord(read(account, 'filter'))['accountTag']) : '',
      groups: groupsOf(document).map((field) => {
        const filter = asRecord(read(field, 'filter'));
        return {
          alias: field.alias?.value ?? field.name.value,
          keyId: asText(filter['keyId']),
          since: asText(filter['datetimeMinute_geq']),
          until: asText(filter['datetimeMinute_lt']),
          limit: Number(read(field, 'limit')),
        };
      }),
    };
  });
}

/** The body of a request as JSON; an empty object if it is anything else. */
export function readBody({ body }: WireRequest): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(body));
  } catch {
    return {};
  }
}

/** Parses a query; undefined if it has a syntax error. Cloudflare's `string` becomes GraphQL's `String`: both are accepted. */
export function readQuery(query: unknown): DocumentNode | undefined {
  try {
    return visit(parse(asText(query)), {
      NamedType: (node) =>
        node.name.value === 'string' ? { ...node, name: { ...node.name, value: 'String' } } : undefined,
    });
  } catch {
    return undefined;
  }
}

/** The fields of a query that ask for the traffic of TURN keys. */
export function groupsOf(document: DocumentNode): readonly FieldNode[] {
  return fieldsOf(document, DATASET);
}

function fieldsOf(document: DocumentNode, name: string): readonly FieldNode[] {
  const fields: FieldNode[] = [];
  visit(document, {
    Field: (node) => {
      if (node.name.value === name) fields.push(node);
    },
  });
  return fields;
}
