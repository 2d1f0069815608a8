import type { Language } from '#contract/language.ts';
import type { CustomMessageTriggerEvent } from 'aws-lambda';
import { writeLog } from '#data/store/log.ts';
import type { MailContent } from '#data/mail/layout.ts';
import { codeMail, mailLocaleOf, newUserMail, type CodeMail } from '#data/mail/texts.ts';
import { poolTrigger, TriggerRefusal } from '../reader/pool-trigger.ts';

const codeMails: Partial<Record<CustomMessageTriggerEvent['triggerSource'], CodeMail>> = {
  CustomMessage_SignUp: 'signUp',
  CustomMessage_ResendCode: 'signUp',
  CustomMessage_ForgotPassword: 'resetPassword',
  CustomMessage_UpdateUserAttribute: 'changeEmail',
  CustomMessage_VerifyUserAttribute: 'changeEmail',
};

/** The client ID in events that a server's API call with AWS credentials caused, rather than a user's token. */
const serverClientId = 'CLIENT_ID_NOT_APPLICABLE';

/**
 * Whether a client changes the e-mail address with an access token alone. Someone with a stolen token could then reset
 * the password by e-mail. App clients can always write required attributes, so such changes are refused here;
 * functions/me makes them after checking the password.
 */
const changesEmailByToken = ({ triggerSource, callerContext }: CustomMessageTriggerEvent): boolean =>
  codeMails[triggerSource] === 'changeEmail' && callerContext.clientId !== serverClientId;

/**
 * Replaces the user pool's e-mails with ours, in the user's language. Unknown message types keep Cognito's text. Fails
 * if a client changes the e-mail address with a token alone.
 */
export const handler = poolTrigger<CustomMessageTriggerEvent>((event, context) => {
  if (changesEmailByToken(event)) {
    writeLog({
      level: 'info',
      message: 'e-mail change refused: requested with a token alone',
      triggerSource: event.triggerSource,
      requestId: context.awsRequestId,
    });
    throw new TriggerRefusal('EmailChangeRefused');
  }
  const { userAttributes, clientMetadata } = event.request;
  // The attribute is the user's saved choice. The metadata is the page's language, for users without a saved choice.
  const preferredLocale = (userAttributes as Record<string, string>).locale ?? clientMetadata?.locale;
  const mail = mailFor(event, mailLocaleOf(preferredLocale));
  if (mail !== undefined) {
    event.response.emailSubject = mail.subject;
    event.response.emailMessage = mail.html;
  }
  return event;
});

function mailFor(event: CustomMessageTriggerEvent, locale: Language): MailContent | undefined {
  const { codeParameter, usernameParameter } = event.request;
  if (event.triggerSource === 'CustomMessage_AdminCreateUser') {
    return newUserMail(locale, event.userName, {
      username: usernameParameter ?? '',
      password: codeParameter,
    });
  }
  const kind = codeMails[event.triggerSource];
  return kind && codeMail(locale, kind, codeParameter);
}
