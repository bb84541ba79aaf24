import type { z } from 'zod';
import { destinationFields } from './settings-form.js';

/** A host in a channel's settings, by the field that names it. */
export interface Destination {
  field: string;
  host: string;
  port: number;
}

/** The hosts that a channel with these settings connects to: those of its URLs and its servers. */
export function destinationsOf(schema: z.ZodType, settings: Record<string, unknown>): Destination[] {
  return destinationFields(schema).flatMap((field): Destination[] => {
    const value = settings[field];
    if (typeof value !== 'string' || value === '') return [];
    return [
      /^https?:/i.test(value)
        ? ofUrl(field, new URL(value))
        : { field, host: value, port: Number(settings[portBeside(field)] ?? 0) },
    ];
  });
}

const ofUrl = (field: string, { hostname, port, protocol }: URL): Destination => ({
  field,
  host: hostname,
  port: Number(port) || (protocol === 'https:' ? 443 : 80),
});

/** The port field of a host field: `smtpPort` for `smtpHost`. */
const portBeside = (field: string): string => field.replace(/Host$/, 'Port').replace(/^host$/, 'port');
