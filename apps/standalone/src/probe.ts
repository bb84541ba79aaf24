// Asks a running Waypost whether it is ready: the health check of a container, which has no other client.
const answer = await fetch(process.argv[2] ?? 'http://127.0.0.1:3000/readyz', { signal: AbortSignal.timeout(4_000) }).catch(() => undefined);
process.exitCode = answer?.ok ? 0 : 1;
