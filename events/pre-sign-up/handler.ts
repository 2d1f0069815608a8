import type { Context, PreSignUpTriggerEvent } from 'aws-lambda';
import { normalizedEmail } from '#contract/email-address.ts';
import { usernamePattern } from '#contract/username.ts';
import { countOnDay } from '#data/limits/day-count.ts';
import { stageLimits } from '#data/limits/stage-limits.ts';
import { emailKey, signUpCountKey } from '#data/store/keys.ts';
import { writeLog } from '#data/store/log.ts';
import { getItem } from '#data/store/table.ts';
import { newSession, type Session } from '#data/store/units.ts';
import { poolTrigger, TriggerRefusal } from '../reader/pool-trigger.ts';

/**
 * Rejects a sign-up with an invalid username, because Cognito accepts more usernames than the product, with an e-mail
 * address that is already in use, or beyond the stage's maximum of a day. Cognito itself checks the address only when
 * the code is entered; this check lets the form show the error next to the field. The browser recognizes the errors by
 * their messages.
 */
export const handler = poolTrigger<PreSignUpTriggerEvent>(async (event, context) => {
  if (!usernamePattern.test(event.userName)) throw new TriggerRefusal('UsernameInvalid');
  const session = newSession();
  const given = event.request.userAttributes.email;
  const email = given === undefined ? undefined : normalizedEmail(given);
  if (email !== undefined && (await getItem(session, emailKey(email))))
    throw refusal('EmailTaken', 'sign-up refused: e-mail taken', event, context);
  // People who are invited don't sign up themselves, and their number has other limits.
  if (event.triggerSource === 'PreSignUp_SignUp' && !(await countSignUp(session)))
    throw refusal('SignUpsExceeded', 'sign-up refused: maximum of the day', event, context);
  return event;
});

async function countSignUp(session: Session): Promise<boolean> {
  if (!stageLimits) return true;
  const now = new Date().toISOString();
  const most = stageLimits.signUpsPerDay;
  return countOnDay(session, signUpCountKey(now.slice(0, 10)), 'sign-up-count', { most, now });
}

function refusal(name: string, message: string, event: PreSignUpTriggerEvent, context: Context): Error {
  writeLog({
    level: 'info',
    message,
    requestId: context.awsRequestId,
    triggerSource: event.triggerSource,
  });
  return new TriggerRefusal(name);
}
