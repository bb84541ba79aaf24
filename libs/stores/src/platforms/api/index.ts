import { z } from 'zod';
import { definePlatform } from '../define-platform.js';

/** Any shop that sends its orders to the API of Waypost. */
export const api = definePlatform({
  type: 'api',
  texts: new URL('./locales/', import.meta.url),
  settings: z.strictObject({}),
});
