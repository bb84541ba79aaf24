/** A place of this app to go on to after signing in; anything else is the inbox. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])[^\p{Cc}\\]*$/u.test(next)) return '/inbox';
  return new URL(next, location.origin).origin === location.origin && !next.startsWith('/sign-in') ? next : '/inbox';
}
