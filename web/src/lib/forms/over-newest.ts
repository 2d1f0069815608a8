import { isStale } from '#lib/api/problem.ts';

/**
 * Sends a form's changes. After a conflict, `takeOver` merges the newest version into the form, and the changes are
 * sent again. If it resolves to true, both versions changed the same value: the error is thrown, so that the user can
 * review it.
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
