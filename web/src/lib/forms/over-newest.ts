import { isStale } from '#lib/api/problem.ts';

/**
 * Sends a form's changes. After a conflict, `takeOver` merges the newest version into the form, and the changes are
 * sent once more. If `takeOver` resolves to `true`, the user must review the merged form, so the error is thrown.
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
