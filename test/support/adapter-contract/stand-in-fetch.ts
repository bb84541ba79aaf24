import type { GuardedFetch, GuardedResponse } from '#libs/channels';

type Init = NonNullable<Parameters<GuardedFetch>[1]>;

/** A request that is expected, and the answer or the failure it meets. */
export interface Exchange {
  request?: {
    method?: string;
    url: string;
    headers?: Record<string, string>;
    body?: unknown;
    form?: Record<string, unknown>;
  };
  answer?: { status: number; headers?: Record<string, string>; body?: unknown; rawBody?: string };
  failure?: { written: boolean; refused?: boolean; tooLarge?: boolean };
}

/** A fetch that plays recorded exchanges in their order and sees to it that the requests are the recorded ones. */
export function standInFetch(exchanges: Exchange[]): { fetch: GuardedFetch; left: () => number } {
  const open = [...exchanges];
  const fetch: GuardedFetch = async (url, init = {}) => {
    const exchange = open.shift();
    if (!exchange) throw new Error('one request more than recorded');
    if (exchange.request) expect(await described(url, init, exchange.request)).toEqual(exchange.request);
    if (exchange.failure) throw Object.assign(new Error('the connection broke'), exchange.failure);
    return answered(exchange.answer!);
  };
  return { fetch, left: () => open.length };
}

/** The parts of a request that its recording speaks of. */
async function described(url: string, init: Init, recorded: NonNullable<Exchange['request']>): Promise<object> {
  return {
    url,
    ...(recorded.method && { method: init.method ?? 'GET' }),
    ...(recorded.headers && { headers: init.headers ?? {} }),
    ...(recorded.body !== undefined && { body: JSON.parse(String(init.body)) }),
    ...(recorded.form && { form: await formFields(init.body as FormData) }),
  };
}

async function formFields(form: FormData): Promise<Record<string, unknown>> {
  const fields = await Promise.all(
    [...form].map(
      async ([name, value]) =>
        [
          name,
          typeof value === 'string' ? value : { name: value.name, contentType: value.type, text: await value.text() },
        ] as const,
    ),
  );
  return Object.fromEntries(fields);
}

function answered({ status, headers = {}, body, rawBody }: NonNullable<Exchange['answer']>): GuardedResponse {
  return { status, headers: new Headers(headers), body: Buffer.from(rawBody ?? JSON.stringify(body)) };
}
