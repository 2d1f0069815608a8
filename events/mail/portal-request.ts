import type { HeldReason } from '#contract/held-submission.ts';
import { ProblemError } from '#contract/problem.ts';
import { holdActions } from '#data/forms/held-submissions.ts';
import { NotHeld, withDirectory } from '#data/forms/held-directory.ts';
import { settingsOf } from '#data/organization/settings.ts';
import type { OutboxItem } from '#data/outbox/effects.ts';
import { removalOf } from '#data/outbox/outbox.ts';
import { answerToRequest } from '#data/portal/answer-request.ts';
import { writeLog } from '#data/store/log.ts';
import { transact, type Action } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';
import { derivedId } from '#data/values/derived-id.ts';

/**
 * Invites whoever asked for access to the portal, if the address is that of a contact of a customer who has none. All
 * other requests are held for the team, who may know the person by another address. The request is removed with the
 * answer, so that there is only one.
 */
export async function answerRequest(
  session: Session,
  item: OutboxItem<'portal-request'>,
): Promise<'answered' | 'held' | 'not answered'> {
  const { org: orgId, what } = item;
  const { email } = what;
  const settings = await settingsOf(session, orgId);
  const removal = removalOf(item);
  if (settings) {
    const answer = settings.portal?.takesRequests
      ? await answerToRequest(session, settings, email)
      : ({ reason: 'requestsOff' } as const);
    const reason =
      answer && 'actions' in answer
        ? await whyNotWritten(session, [...answer.actions, removal])
        : answer?.reason;
    if (answer && reason === undefined) return 'answered';
    if (reason && (await isHeld(session, orgId, { email, reason, removal }))) return 'held';
  }
  return 'not answered';
}

/** Undefined once the actions are written. There can be too many e-mails, or somebody has just invited the contact. */
async function whyNotWritten(session: Session, actions: readonly Action[]): Promise<HeldReason | undefined> {
  try {
    await transact(session, actions);
    return undefined;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'unavailable') throw error;
    return error.code === 'too_many_requests' ? 'tooManyEmails' : 'unknownAddress';
  }
}

/** Keeps a request for the team, once for each address. Returns false if there is no room. */
async function isHeld(
  session: Session,
  orgId: string,
  { email, reason, removal }: { email: string; reason: HeldReason; removal: Action },
): Promise<boolean> {
  const now = new Date().toISOString();
  const held = { email, reasons: [reason], receivedAt: now };
  const id = derivedId(orgId, `request for access ${email}`);
  try {
    await withDirectory(async () =>
      transact(session, [...(await holdActions(session, orgId, now, held, id)), removal]),
    );
    return true;
  } catch (error) {
    if (!(error instanceof NotHeld)) throw error;
    writeLog({ level: 'warn', message: 'request for access not held', orgId });
    return false;
  }
}
