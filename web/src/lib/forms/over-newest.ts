import { isStale } from '#lib/api/problem.ts';

/**
 * Submits a form's changes. After a conflict, loads the newest version and submits again. If `takeOver` reports that
 * both changed the same value, the error stays so that the user can review it.
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
