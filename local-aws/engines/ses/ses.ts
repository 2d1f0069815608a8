import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Mailbox } from './mailbox.ts';
import { ServiceError } from '../../http/service-error.ts';
import { readJson, signerOf } from '../../http/service-request.ts';
import type { Authorize } from '../../http/service-request.ts';

interface SesOptions {
  mailbox: Mailbox;
  region: string;
  accountId: string;
  authorize?: Authorize;
}

interface Ses {
  /** Answers one request, whatever path the service is mounted at. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

interface SendEmail {
  FromEmailAddress?: string;
  Destination?: { ToAddresses?: string[]; CcAddresses?: string[]; BccAddresses?: string[] };
  ReplyToAddresses?: string[];
  Content?: {
    Simple?: {
      Subject?: { Data?: string };
      Body?: { Text?: { Data?: string }; Html?: { Data?: string } };
      Headers?: { Name: string; Value: string }[];
      Attachments?: { FileName?: string; ContentType?: string; RawContent?: string }[];
    };
  };
}

const largestBodyBytes = 10_485_760;
const mostRecipients = 50;

/** Serves SendEmail of SES v2 with simple content. E-mails are delivered to the mailbox. */
export function createSes(options: SesOptions): Ses {
  return {
    async handle(request, response) {
      try {
        const [path = '/'] = (request.url ?? '/').split('?');
        if (request.method !== 'POST' || !path.endsWith('/v2/email/outbound-emails')) {
          throw new ServiceError('NotFoundException', 'Not found', 404);
        }
        send(response, 200, { MessageId: await sendEmail(options, request) });
      } catch (error) {
        sendError(response, error);
      }
    },
  };
}

async function sendEmail(options: SesOptions, request: IncomingMessage): Promise<string> {
  const mail = (await readJson(request, largestBodyBytes)) as SendEmail;
  const from = mail.FromEmailAddress ?? '';
  if (!/^[\x20-\x7e]*$/.test(from))
    throw new ServiceError('BadRequestException', 'Names with other letters must be encoded words.');
  const domain = /@([^@>\s]+)>?$/.exec(from)?.[1];
  if (domain === undefined) throw new ServiceError('BadRequestException', 'Missing final "@domain"');
  // The permission is checked on the identity of the sender's domain.
  const identity = `arn:aws:ses:${options.region}:${options.accountId}:identity/${domain}`;
  await options.authorize?.(signerOf(request), 'ses:SendEmail', identity);
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = mail.Destination ?? {};
  const recipients = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  const content = mail.Content?.Simple;
  const html = content?.Body?.Html?.Data;
  const text = content?.Body?.Text?.Data;
  if (
    recipients.length === 0 ||
    recipients.length > mostRecipients ||
    recipients.some((to) => !to.includes('@'))
  ) {
    throw new ServiceError('BadRequestException', 'Recipients are missing, malformed or too many.');
  }
  if (content?.Subject?.Data === undefined || (html === undefined && text === undefined)) {
    throw new ServiceError('BadRequestException', 'Simple content with a subject and a body is required.');
  }
  const { ReplyToAddresses: replyTo = [] } = mail;
  const attachments = (content.Attachments ?? []).map(
    ({ FileName: name, ContentType: type = '', RawContent: base64 }) => {
      if (name === undefined || base64 === undefined)
        throw new ServiceError('BadRequestException', 'An attachment lacks its name or content.');
      return { name, type, base64 };
    },
  );
  const subject = content.Subject.Data;
  const headers = Object.fromEntries((content.Headers ?? []).map(({ Name, Value }) => [Name, Value]));
  for (const to of recipients) {
    const delivered = { to, from, subject, text: text ?? '', html: html ?? '' };
    options.mailbox.deliver({
      ...delivered,
      ...(replyTo.length > 0 ? { replyTo } : {}),
      ...(content.Headers ? { headers } : {}),
      ...(attachments.length > 0 ? { attachments } : {}),
    });
  }
  return `${randomUUID()}-000000`;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'x-amzn-RequestId': randomUUID() });
  response.end(JSON.stringify(body));
}

function sendError(response: ServerResponse, error: unknown): void {
  const known = error instanceof ServiceError;
  if (!known) console.error(error);
  const { name, message, status } = known
    ? error
    : { name: 'InternalServiceErrorException', message: 'Internal error', status: 500 };
  response.setHeader('x-amzn-ErrorType', name);
  send(response, status, { message });
}
