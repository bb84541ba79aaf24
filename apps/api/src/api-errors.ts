import type { EndpointDefinition } from '#libs/contracts';

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** The answers other than success, by the name under which operations refer to them. */
export const errorResponses = {
  InvalidRequest: problem('A value is missing or wrong: `errors` names each with its path'),
  NotSignedIn: problem('The token is missing, wrong or has ended'),
  Forbidden: problem('The caller may not do that, or the current password is missing'),
  NotFound: problem('There is nothing here, or nothing that the caller may know of'),
  Conflict: problem('Somebody else changed it first, or it contradicts what is stored'),
  Unprocessable: problem('Understood, and not possible: the key of another request, a value or a secret is missing'),
  TooManyRequests: problem('Too many requests: `Retry-After` says when to come again'),
  Refused: problem('Any other problem with the request; switch on `type`'),
  Failed: problem('A problem on this side: try again with the same Idempotency-Key'),
};

type Kind = Pick<EndpointDefinition, 'access' | 'visitor' | 'params' | 'query' | 'body' | 'idempotent'>;

/** The answers other than success of one operation. */
export function errorsOf({ access, visitor, params, query, body, idempotent }: Kind): Record<string, object> {
  const needsToken = access !== 'public' || visitor === 'needed';
  const found: [string, keyof typeof errorResponses, boolean][] = [
    ['400', 'InvalidRequest', Boolean(params || query || body)],
    ['401', 'NotSignedIn', needsToken],
    ['403', 'Forbidden', needsToken || Boolean(body)],
    ['404', 'NotFound', Boolean(params)],
    ['409', 'Conflict', Boolean(body)],
    ['422', 'Unprocessable', Boolean(body) || Boolean(idempotent)],
    ['429', 'TooManyRequests', true],
    ['4XX', 'Refused', true],
    ['5XX', 'Failed', true],
  ];
  return Object.fromEntries(
    found.filter(([, , is]) => is).map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]),
  );
}
