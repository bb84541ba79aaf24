import { Delete, Get, HttpCode, Patch, Post, Put, SetMetadata, applyDecorators } from '@nestjs/common';
import type { EndpointDefinition, Method } from '#libs/contracts';

const endpointKey = 'waypost:endpoint';
const openKey = 'waypost:open';
const verbs: Record<Method, (path: string) => MethodDecorator> = {
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
  return applyDecorators(
    verbs[definition.method](definition.path.replaceAll(/\{(\w+)\}/g, ':$1')),
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
