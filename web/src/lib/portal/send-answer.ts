import { client } from '#lib/api/client.ts';
import { readPortalAgain } from './queries.ts';

export interface OfIssue {
  orgId: string;
  id: string;
}

/** Sends an answer to the team: a text, files that were uploaded, or both. */
export async function sendAnswer(
  issue: OfIssue,
  body: string,
  fileIds: readonly string[],
  idempotencyKey: string,
): Promise<void> {
  const input = {
    ...issue,
    body: { ...(body ? { body } : {}), ...(fileIds.length > 0 ? { fileIds: [...fileIds] } : {}) },
  };
  await client.portal.answer(input, { idempotencyKey });
  await readPortalAgain(issue);
}
