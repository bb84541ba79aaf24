/**
 * Why a request came to nothing. `passing` says that the same request may succeed later, with a new session after a
 * 401.
 */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    readonly problem: string,
    readonly retryAfterMs = 0,
  ) {
    super(problem);
  }

  get passing() {
    return (
      this.status === 0 ||
      this.status === 401 ||
      this.status === 408 ||
      this.status === 425 ||
      this.status === 429 ||
      this.status >= 500
    );
  }
}

interface RequestOptions {
  token?: string | null;
  /** Values for the placeholders of the path, and what follows it. */
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One request to the server that the panel came from; never to another. */
export async function request<T>(
  method: string,
  path: string,
  { token, params = {}, query = {}, body, headers = {} }: RequestOptions,
): Promise<T> {
  const rest = new URLSearchParams();
  const target = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  for (const [name, value] of Object.entries(query)) if (value !== undefined) rest.set(name, String(value));
  const isFile = body instanceof Blob;
  const response = await fetch(`${target}${rest.size ? `?${rest}` : ''}`, {
    method,
    credentials: 'omit',
    signal: AbortSignal.timeout(isFile ? 120_000 : 15_000),
    headers: {
      ...(token ? { authorization: `Visitor ${token}` } : {}),
      ...(body && !isFile ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    body: isFile ? body : body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    throw new RequestError(0, 'unreachable');
  });
  if (!response.ok) throw await refusal(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function refusal(response: Response) {
  const problem = (await response.json().catch(() => ({}))) as { type?: string };
  return new RequestError(
    response.status,
    String(problem.type ?? '').replace('urn:waypost:problem:', ''),
    Number(response.headers.get('retry-after') ?? 0) * 1000,
  );
}
