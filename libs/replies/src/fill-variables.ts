import { type ReplyVariable, replyVariables, variableMarker } from '#libs/contracts';

export type VariableValues = Partial<Record<ReplyVariable, string>>;

const isOurs = (name: string): name is ReplyVariable => (replyVariables as readonly string[]).includes(name);

/**
 * Replaces variables by their values, in one pass and as literal text: variables within a value are not replaced.
 * Variables without a value stay as they are and are returned by name.
 */
export function fillVariables(body: string, values: VariableValues): { text: string; missing: ReplyVariable[] } {
  const missing = new Set<ReplyVariable>();
  const text = body.replaceAll(variableMarker, (marker: string, found: string) => {
    const name = found.toLowerCase();
    if (!isOurs(name)) return marker;
    const value = values[name]?.trim();
    if (!value) missing.add(name);
    return value || marker;
  });
  return { text, missing: [...missing] };
}
