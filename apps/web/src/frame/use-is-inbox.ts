import { useLocation } from '@tanstack/react-router';

export const useIsInbox = (): boolean =>
  useLocation({ select: ({ pathname }) => /^\/(inbox|tickets\/)/.test(pathname) });
