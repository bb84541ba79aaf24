/**
 * For what promises a time, on a machine that may be slow just now: another try, twice at most, when one fails. Each
 * must be new.
 */
export async function atBest<T>(attempt: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (tries <= 1) throw error;
    return atBest(attempt, tries - 1);
  }
}
