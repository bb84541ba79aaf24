import { type Problem as ProblemBody, type ProblemType, problemUrn } from '#libs/contracts';

const titles: Record<ProblemType, [status: number, title: string]> = {
  'invalid-request': [400, 'The request is not valid'],
  'not-signed-in': [401, 'Sign in first'],
  'bad-signature': [401, 'The signature is missing or wrong'],
  forbidden: [403, 'That is not allowed'],
  'current-password-required': [403, 'The current password is missing or wrong'],
  'address-refused': [400, 'That address may not be used'],
  'not-found': [404, 'There is nothing here'],
  conflict: [409, 'Somebody else changed this first'],
  stale: [409, 'Review the new reply'],
  'reply-window-closed': [409, 'The time to answer freely on this channel is over'],
  'missing-variable': [422, 'A value for a variable is missing'],
  'template-refused': [409, 'The template cannot be sent'],
  'too-large': [413, 'That is too large'],
  'unsupported-media-type': [415, 'That content type is not accepted here'],
  'idempotency-mismatch': [422, 'The idempotency key was used for another request'],
  'secrets-required': [422, 'Changing the address needs the channel’s secrets again'],
  'too-many-requests': [429, 'Too many requests'],
  internal: [500, 'Something went wrong on our side'],
  'takes-too-long': [503, 'That takes too long; ask for less, or try again later'],
  unavailable: [503, 'Not available right now; try again soon'],
};

interface Extra {
  detail?: string;
  errors?: { path: string; message: string }[];
  retryAfterSeconds?: number;
}

/** An error for the caller, as RFC 9457 problem+json. Throw it anywhere; ProblemFilter writes it. */
export class Problem extends Error {
  readonly status: number;
  readonly retryAfterSeconds?: number;
  private readonly extra: Extra;

  constructor(
    readonly type: ProblemType,
    extra: Extra | string = {},
  ) {
    const known = typeof extra === 'string' ? { detail: extra } : extra;
    super(known.detail ?? titles[type][1]);
    this.name = 'Problem';
    this.status = titles[type][0];
    this.extra = known;
    this.retryAfterSeconds = known.retryAfterSeconds;
  }

  get body(): ProblemBody {
    const { detail, errors } = this.extra;
    return {
      type: problemUrn(this.type),
      title: titles[this.type][1],
      status: this.status,
      ...(detail && { detail }),
      ...(errors && { errors }),
    };
  }
}
