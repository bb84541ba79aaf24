declare module '*.css';

/** What the chat's script tag leaves on the page. */
interface Window {
  waypost?: { open(): void; close(): void; identify(identity: string): void; logout(): void };
}

/** Vite's: the modules whose paths fit, each to be fetched when it is called. */
interface ImportMeta {
  glob<T>(
    pattern: string | string[],
    options: { query?: string; import?: string; eager?: false },
  ): Record<string, () => Promise<T>>;
  glob<T>(pattern: string | string[], options: { query?: string; import?: string; eager: true }): Record<string, T>;
}
