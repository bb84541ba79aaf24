import { useDirection } from '@mantine/core';
import { useIsPhone } from '../../lib/use-media.js';
import { look } from '../../session/preferences.js';

/** Height of a row, fixed so that the list needs no measuring; the styles say the same. */
export function useRowHeight(): number {
  const isPhone = useIsPhone();
  const { dir } = useDirection();
  const { density } = look.use();
  if (isPhone) return 84;
  if (density === 'compact') return 56;
  return dir === 'rtl' ? 80 : 74;
}
