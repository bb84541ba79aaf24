import { useNavigate } from '@tanstack/react-router';

/** Goes to a section or to an item of it. */
export function useGo(section: string): (itemId?: string) => Promise<void> {
  const navigate = useNavigate();
  return (itemId) =>
    itemId
      ? navigate({ to: '/settings/$section/$itemId', params: { section, itemId }, replace: true })
      : navigate({ to: '/settings/$section', params: { section } });
}
