import type { z } from 'zod';
import { destinationFields } from './settings-form.js';

/** A host in a channel's settings, by the field that names it. */
export interface Destination {
  field: string;
  host: string;
  port: number;
}

/** Where a channel with these settings connects to: the hosts of its URLs and the servers that it names. */
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

/** The field of the port that belongs to a host's: `smtpPort` to `smtpHost`. */
const portBeside = (field: string): string => field.replace(/Host$/, 'Port').replace(/^host$/, 'port');
