declare module '*.json?catalogue' {
  const messages: import('@lingui/core').Messages;
  export default messages;
}
declare module '*.css' {}

/** Vite's glob import: the modules whose paths match, each loaded when its function is called. */
interface ImportMeta {
  glob<T>(
    pattern: string | string[],
    options: { query?: string; import?: string; eager?: false },
  ): Record<string, () => Promise<T>>;
  glob<T>(pattern: string | string[], options: { query?: string; import?: string; eager: true }): Record<string, T>;
}
