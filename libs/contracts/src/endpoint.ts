import type { z } from 'zod';

/** Who may call: nobody in particular, any signed-in agent, or at least that role. */
export type Access = 'public' | 'agent' | 'manager' | 'admin';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One HTTP operation, said once: the server's route, the typed client and OpenAPI are all read from it. */
export interface EndpointDefinition {
  method: Method;
  /** With parameters in braces, as OpenAPI writes them: /api/v1/tickets/{ticketId} */
  path: `/${string}`;
  access: Access;
  /** Of a public operation: it needs, or can do with, a visitor’s token (`Authorization: Visitor <token>`). */
  visitor?: 'needed' | 'optional';
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  response?: z.ZodType;
  /** HTTP status of success; 200 unless said. */
  status?: 200 | 201 | 202 | 204;
  /** An Idempotency-Key header is honoured. */
  idempotent?: boolean;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Sent<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a handler gets: parameters, query and body after validation. */
export interface InputOf<E extends EndpointDefinition> {
  params: Parsed<E['params']>;
  query: Parsed<E['query']>;
  body: Parsed<E['body']>;
}
/** What a caller sends. */
export interface RequestOf<E extends EndpointDefinition> {
  params: Sent<E['params']>;
  query: Sent<E['query']>;
  body: Sent<E['body']>;
}
/** What a caller receives. */
export type ResponseOf<E extends EndpointDefinition> = Parsed<E['response']>;

/** Keeps the literal types of a definition. */
export const endpoint = <const E extends EndpointDefinition>(definition: E): E => definition;
