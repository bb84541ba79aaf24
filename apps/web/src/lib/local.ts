/** Reads a value from local storage; the fallback when it is missing or storage is not available. */
export function recall<T>(key: string, fallback: T): T {
  try {
    const kept = localStorage.getItem(`waypost.${key}`);
    return kept === null ? fallback : (JSON.parse(kept) as T);
  } catch {
    return fallback;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(`waypost.${key}`);
    else localStorage.setItem(`waypost.${key}`, JSON.stringify(value));
  } catch {
    // Full or forbidden storage: the value is only forgotten.
  }
}
