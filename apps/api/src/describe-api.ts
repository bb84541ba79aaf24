import { type Access, type EndpointDefinition, Problem, problemTypes, problemUrn } from '#libs/contracts';
import { servedEndpoints } from '#libs/platform';
import { z } from 'zod';
import { errorsOf, errorResponses } from './api-errors.js';
import { tags, tagOf } from './api-tags.js';

type JsonSchema = Record<string, unknown>;

/** A visitor’s scheme is our own word in Authorization, which OpenAPI can only describe as a header. */
const securitySchemes = {
  session: { type: 'http', scheme: 'bearer', description: 'An agent, by the token of POST /api/v1/sessions' },
  visitor: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: '`Visitor <token>`, with the token of POST /api/v1/visitor/sessions',
  },
};

/**
 * OpenAPI 3.1 of every operation that is served, read from the contracts.
 * @param serverUrl the origin at which this installation is reached
 */
export function describeApi(serverUrl: string): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {};
  const served = [...servedEndpoints()];
  for (const definition of served.sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method))) {
    (paths[definition.path] ??= {})[definition.method.toLowerCase()] = describeOperation(definition);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Waypost',
      version: '1',
      description:
        'Every request needs `Authorization: Bearer <token>` of POST /api/v1/sessions unless its operation says ' +
        'otherwise: a visitor’s need `Authorization: Visitor <token>` of POST /api/v1/visitor/sessions. ' +
        'Errors are RFC 9457 problems; switch on `type`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl, description: 'This installation' }],
    tags: tags(served),
    paths,
    components: { securitySchemes, schemas: { Problem: problemSchema() }, responses: errorResponses },
  };
}

function describeOperation({
  access,
  summary,
  visitor,
  params,
  query,
  body,
  response,
  status = 200,
  idempotent,
  path,
  method,
}: EndpointDefinition): JsonSchema {
  const parameters = [...describeParameters(params, 'path'), ...describeParameters(query, 'query')];
  if (idempotent)
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      schema: { type: 'string', maxLength: 255 },
    });
  return {
    summary,
    operationId: method.toLowerCase() + inCamelCase(path),
    tags: [tagOf(path)],
    ...securityOf(access, visitor),
    ...(parameters.length ? { parameters } : {}),
    ...(body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } }
      : {}),
    responses: {
      [status]: {
        description: 'Done',
        ...(response ? { content: { 'application/json': { schema: schemaOf(response, 'output') } } } : {}),
      },
      ...errorsOf({ access, visitor, params, query, body, idempotent }),
    },
  };
}

/** The type is one of those that there are, so that generated clients can switch on it. */
function problemSchema(): JsonSchema {
  const schema = schemaOf(Problem, 'output') as JsonSchema & { properties: Record<string, JsonSchema> };
  const type = { type: 'string', enum: problemTypes.map(problemUrn) };
  return { ...schema, properties: { ...schema.properties, type } };
}

const inCamelCase = (path: string) =>
  path.replaceAll(/[^A-Za-z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase()).replaceAll(/\W/g, '');

function securityOf(access: Access, visitor: EndpointDefinition['visitor']): JsonSchema {
  if (access !== 'public') return { security: [{ session: [] }], 'x-role': access };
  return { security: [...(visitor ? [{ visitor: [] }] : []), ...(visitor === 'optional' ? [{}] : [])] };
}

function describeParameters(schema: z.ZodType | undefined, place: 'path' | 'query'): JsonSchema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema;
  return described;
}
