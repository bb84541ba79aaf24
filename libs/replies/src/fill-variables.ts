import { type ReplyVariable, replyVariables, variableMarker } from '#libs/contracts';

export type VariableValues = Partial<Record<ReplyVariable, string>>;

const isOurs = (name: string): name is ReplyVariable => (replyVariables as readonly string[]).includes(name);

/**
 * Puts values in for variables, in one pass and as literal text: what a value holds is never looked at again. Variables
 * without a value stay as they are and are named.
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
