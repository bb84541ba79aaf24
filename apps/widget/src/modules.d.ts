declare module '*.json?catalogue' {
  const messages: import('@lingui/core').Messages;
  export default messages;
}
declare module '*.css' {}
declare module 'virtual:launcher-words' {
  /** By language: what opens the chat, what closes it, and what follows the number of unread answers. */
  const words: Record<string, readonly [open: string, close: string, unread: string]>;
  export default words;
}

/** Vite's: the modules whose paths fit, each to be fetched when it is called. */
interface ImportMeta {
  glob<T>(
    pattern: string | string[],
    options: { query?: string; import?: string; eager?: false },
  ): Record<string, () => Promise<T>>;
  glob<T>(pattern: string | string[], options: { query?: string; import?: string; eager: true }): Record<string, T>;
}
