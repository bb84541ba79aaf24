declare module '*.css';

/** What the chat's script tag leaves on the page. */
interface Window {
  waypost?: { open(): void; close(): void; identify(identity: string): void; logout(): void };
}
