import { useMe } from './me.js';

/** Whether the person's role allows what needs this one. */
export function useMay(needed: 'admin' | 'manager'): boolean {
  const { role } = useMe().agent;
  return role === 'admin' || role === needed;
}
