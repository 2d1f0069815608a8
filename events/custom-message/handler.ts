import type { CustomMessageTriggerEvent } from 'aws-lambda';
import { codeMail, mailLocaleOf, newUserMail } from '#data/mail-texts.ts';
import type { CodeMail, MailContent, MailLocale } from '#data/mail-texts.ts';

const codeMails: Partial<Record<CustomMessageTriggerEvent['triggerSource'], CodeMail>> = {
  CustomMessage_SignUp: 'signUp',
  CustomMessage_ResendCode: 'signUp',
  CustomMessage_ForgotPassword: 'resetPassword',
  CustomMessage_UpdateUserAttribute: 'changeEmail',
  CustomMessage_VerifyUserAttribute: 'changeEmail',
};

/** Gives the pool's mails our words, in the language of the user. What it does not know keeps the pool's own. */
export function handler(event: CustomMessageTriggerEvent): Promise<CustomMessageTriggerEvent> {
  const { userAttributes, clientMetadata } = event.request;
  // The attribute is the user's choice; the metadata is the language of the page that somebody without one looks at.
  const wish = (userAttributes as Record<string, string>).locale ?? clientMetadata?.locale;
  const mail = mailFor(event, mailLocaleOf(wish));
  if (mail !== undefined) {
    event.response.emailSubject = mail.subject;
    event.response.emailMessage = mail.html;
  }
  return Promise.resolve(event);
}

function mailFor(event: CustomMessageTriggerEvent, locale: MailLocale): MailContent | undefined {
  const { codeParameter, usernameParameter } = event.request;
  if (event.triggerSource === 'CustomMessage_AdminCreateUser') {
    return newUserMail(locale, usernameParameter ?? '', codeParameter);
  }
  const kind = codeMails[event.triggerSource];
  return kind && codeMail(locale, kind, codeParameter);
}
