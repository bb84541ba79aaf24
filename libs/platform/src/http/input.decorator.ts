import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Request } from 'express';
import type { z } from 'zod';
import { Problem } from '../problems/problem.js';
import { endpointOf } from './endpoint.decorator.js';

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
