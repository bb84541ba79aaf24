/** What this browser remembers; where it may keep nothing, it forgets in silence. */
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
    // A full or forbidden storage costs only the memory of it.
  }
}
