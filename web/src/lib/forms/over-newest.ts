import { isStale } from '#lib/api/problem.ts';

/**
 * Sends a form's changes; where somebody else was faster, takes over the newest version and sends them again. `takeOver`
 * tells whether the same was changed by both: then the refusal stands, and what it put into the form is to be looked at.
 */
export async function sendOverNewest<T>(
  send: () => Promise<T>,
  takeOver: () => Promise<boolean>,
): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!isStale(error) || (await takeOver())) throw error;
    return send();
  }
}
