import {
  Delete,
  type ExecutionContext,
  Get,
  HttpCode,
  Patch,
  Post,
  Put,
  SetMetadata,
  applyDecorators,
  createParamDecorator,
} from '@nestjs/common';
import type { Request } from 'express';
import type { z } from 'zod';
import type { EndpointDefinition, Method } from '#libs/contracts';
import { Problem } from '../problems/problem.js';

const endpointKey = 'waypost:endpoint';
const openKey = 'waypost:open';
const verbs: Record<Method, (paths: string[]) => MethodDecorator> = {
  GET: Get,
  POST: Post,
  PUT: Put,
  PATCH: Patch,
  DELETE: Delete,
};
const definitions: EndpointDefinition[] = [];

/** The endpoints that controllers serve. */
export const servedEndpoints = (): readonly EndpointDefinition[] => definitions;

/** Makes a method serve an operation of the contracts, with its path, method, status and access. */
export function Endpoint(definition: EndpointDefinition): MethodDecorator {
  if (!definitions.includes(definition)) definitions.push(definition);
  const paths = [definition.path, ...(definition.formerPath ? [definition.formerPath] : [])];
  return applyDecorators(
    verbs[definition.method](paths.map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'))),
    HttpCode(definition.status ?? 200),
    SetMetadata(endpointKey, definition),
  );
}

/** The operation that a handler serves. */
export const endpointOf = (handler: Function): EndpointDefinition | undefined =>
  Reflect.getMetadata(endpointKey, handler);

/**
 * Marks a route outside the contracts that the access guard lets through: it checks a signature or token itself, or is
 * public.
 */
export const Open = (why: string): MethodDecorator & ClassDecorator => SetMetadata(openKey, why);

export const isOpen = (handler: Function, owner: Function): boolean =>
  Boolean(Reflect.getMetadata(openKey, handler) ?? Reflect.getMetadata(openKey, owner));

type Part = 'params' | 'query' | 'body';

/** Parameters, query and body of the request, parsed by the endpoint's schemas. Throws Problem `invalid-request`. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const definition = endpointOf(context.getHandler());
  if (!definition) throw new Error('@Input needs @Endpoint');
  const request = context.switchToHttp().getRequest<Request>();
  return {
    params: parsePart('params', definition.params, request),
    query: parsePart('query', definition.query, request),
    body: parsePart('body', definition.body, request),
  };
});

function parsePart(part: Part, schema: z.ZodType | undefined, request: Request) {
  if (!schema) return undefined;
  const sent: unknown = part === 'body' ? (request.body ?? {}) : request[part];
  refuseUnsafe(part, sent, 0);
  const result = schema.safeParse(sent);
  if (result.success) return result.data;
  // Answer a malformed id in the path like an unknown one.
  if (part === 'params') throw new Problem('not-found');
  throw new Problem('invalid-request', {
    errors: result.error.issues
      .slice(0, 20)
      .map((issue) => ({ path: [part, ...issue.path].join('.'), message: issue.message })),
  });
}

const maxDepth = 40;

/** Refuses keys that could change a prototype, and text that Postgres cannot store. */
function refuseUnsafe(part: Part, value: unknown, depth: number): void {
  if (typeof value === 'string' && isUnstorable(value))
    throw part === 'params'
      ? new Problem('not-found')
      : new Problem('invalid-request', 'NUL and halves of characters are not allowed');
  if (typeof value !== 'object' || value === null) return;
  if (depth > maxDepth) throw new Problem('invalid-request', 'nested too deeply');
  for (const key of Object.keys(value)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype')
      throw new Problem('invalid-request', `the name ${key} is not allowed`);
    refuseUnsafe(part, key, depth);
    refuseUnsafe(part, (value as Record<string, unknown>)[key], depth + 1);
  }
}

const isUnstorable = (text: string) => text.includes('\u0000') || /\p{Surrogate}/u.test(text);
