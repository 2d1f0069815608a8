import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { MailContent } from '#data/mail/layout.ts';

const mails = new SESv2Client({});

/** RFC 3834: programs that answer e-mails, such as notes of absence, leave such an e-mail unanswered. */
const Headers = [{ Name: 'Auto-Submitted', Value: 'auto-generated' }];

/** Sends one e-mail through SES, as text and HTML. Answers to it go to `replyTo`, if that is set. */
export async function sendMail(
  to: string,
  { subject, text, html }: MailContent,
  replyTo?: string,
): Promise<void> {
  const part = (Data: string) => ({ Data, Charset: 'UTF-8' });
  await mails.send(
    new SendEmailCommand({
      FromEmailAddress: process.env.MAIL_FROM,
      Destination: { ToAddresses: [to] },
      ...(replyTo === undefined ? {} : { ReplyToAddresses: [replyTo] }),
      Content: {
        Simple: { Subject: part(subject), Body: { Text: part(text), Html: part(html) }, Headers },
      },
    }),
  );
}
