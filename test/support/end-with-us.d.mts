export function endWithUs(
  pid: number,
  options?: { signal?: string; remove?: string[] },
): { now(): Promise<unknown>; callOff(): void };
