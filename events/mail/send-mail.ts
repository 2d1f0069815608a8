import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { FileOutput } from '#contract/file-output.ts';
import type { MailContent } from '#data/mail/layout.ts';
import { fromWithName } from '#data/mail/sender.ts';

const mails = new SESv2Client({});

/** RFC 3834: programs that answer e-mails, such as notes of absence, leave such an e-mail unanswered. */
const Headers = [{ Name: 'Auto-Submitted', Value: 'auto-generated' }];

interface Options {
  /** Where answers go. By default, to the address of the stage. */
  replyTo?: string | undefined;
  pdf?: FileOutput | undefined;
}

/** Sends one e-mail through SES, as text and HTML. */
export async function sendMail(
  to: string,
  { subject, text, html, from }: MailContent,
  { replyTo, pdf }: Options = {},
): Promise<void> {
  const { MAIL_FROM = '', MAIL_SET } = process.env;
  const part = (Data: string) => ({ Data, Charset: 'UTF-8' });
  await mails.send(
    new SendEmailCommand({
      FromEmailAddress: fromWithName(MAIL_FROM, from),
      // Stages without a sender of their own have no configuration set.
      ...(MAIL_SET ? { ConfigurationSetName: MAIL_SET } : {}),
      Destination: { ToAddresses: [to] },
      ...(replyTo === undefined ? {} : { ReplyToAddresses: [replyTo] }),
      Content: {
        Simple: {
          Subject: part(subject),
          Body: { Text: part(text), Html: part(html) },
          Headers,
          ...(pdf
            ? { Attachments: [{ FileName: pdf.name, RawContent: pdf.bytes, ContentType: 'application/pdf' }] }
            : {}),
        },
      },
    }),
  );
}
