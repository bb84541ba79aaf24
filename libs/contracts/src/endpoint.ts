import type { z } from 'zod';

/** Who may call: everyone, any signed-in agent, or agents of at least that role. */
export type Access = 'public' | 'agent' | 'manager' | 'admin';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One HTTP operation. The server's route, the typed client and OpenAPI are derived from it. */
export interface EndpointDefinition {
  method: Method;
  /** With parameters in braces, as OpenAPI writes them: /api/v1/tickets/{ticketId} */
  path: `/${string}`;
  /** The path of earlier versions, answered for one release more. */
  formerPath?: `/${string}`;
  access: Access;
  /** For a public operation: a visitor’s token (`Authorization: Visitor <token>`) is required or optional. */
  visitor?: 'needed' | 'optional';
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  response?: z.ZodType;
  /** HTTP status of success; 200 by default. */
  status?: 200 | 201 | 202 | 204;
  /** An Idempotency-Key header is honoured. */
  idempotent?: boolean;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Sent<S> = S extends z.ZodType ? z.input<S> : undefined;

/** A handler's input: parameters, query and body after validation. */
export interface InputOf<E extends EndpointDefinition> {
  params: Parsed<E['params']>;
  query: Parsed<E['query']>;
  body: Parsed<E['body']>;
}
/** The input of a caller, before validation. */
export interface RequestOf<E extends EndpointDefinition> {
  params: Sent<E['params']>;
  query: Sent<E['query']>;
  body: Sent<E['body']>;
}
/** The response of an operation. */
export type ResponseOf<E extends EndpointDefinition> = Parsed<E['response']>;

/** Keeps the literal types of a definition. */
export const endpoint = <const E extends EndpointDefinition>(definition: E): E => definition;
