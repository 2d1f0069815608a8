import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Mailbox } from '../mailbox.ts';

export interface SesOptions {
  mailbox: Mailbox;
  region: string;
  accountId: string;
  /** May the holder of this access key do this? Left out: every signed call is allowed. */
  authorize?(accessKeyId: string, action: string, resourceArn: string): boolean | Promise<boolean>;
}

export interface Ses {
  /** Answers one request, at whatever path the service is mounted. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

interface SendEmail {
  FromEmailAddress?: string;
  Destination?: { ToAddresses?: string[]; CcAddresses?: string[]; BccAddresses?: string[] };
  Content?: {
    Simple?: { Subject?: { Data?: string }; Body?: { Text?: { Data?: string }; Html?: { Data?: string } } };
  };
}

class SesError extends Error {
  readonly status: number;

  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

const largestBodyBytes = 10_485_760;
const mostRecipients = 50;

/** SendEmail of SES v2 with plain contents, delivered to the mailbox. */
export function createSes(options: SesOptions): Ses {
  return {
    async handle(request, response) {
      try {
        const path = (request.url ?? '/').split('?')[0]!;
        if (request.method !== 'POST' || !path.endsWith('/v2/email/outbound-emails')) {
          throw new SesError('NotFoundException', 'Not found', 404);
        }
        send(response, 200, { MessageId: await sendEmail(options, request) });
      } catch (error) {
        sendError(response, error);
      }
    },
  };
}

async function sendEmail(options: SesOptions, request: IncomingMessage): Promise<string> {
  const mail = await readMail(request);
  const from = mail.FromEmailAddress ?? '';
  const domain = /@([^@>\s]+)>?$/.exec(from)?.[1];
  if (domain === undefined) throw new SesError('BadRequestException', 'Missing final "@domain"');
  await requireRight(options, request, domain);
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = mail.Destination ?? {};
  const recipients = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  const content = mail.Content?.Simple;
  const html = content?.Body?.Html?.Data;
  const text = content?.Body?.Text?.Data;
  if (recipients.length === 0 || recipients.length > mostRecipients || recipients.some((to) => !/@/.test(to))) {
    throw new SesError('BadRequestException', 'Recipients are missing, malformed or too many.');
  }
  if (content?.Subject?.Data === undefined || (html === undefined && text === undefined)) {
    throw new SesError('BadRequestException', 'Simple content with a subject and a body is required.');
  }
  for (const to of recipients) {
    options.mailbox.deliver({ to, from, subject: content.Subject.Data, text: text ?? '', html: html ?? '' });
  }
  return `${randomUUID()}-000000`;
}

async function readMail(request: IncomingMessage): Promise<SendEmail> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= largestBodyBytes) parts.push(part);
  }
  if (size > largestBodyBytes) throw new SesError('BadRequestException', 'The message is too large', 413);
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8')) as SendEmail;
  } catch {
    throw new SesError('SerializationException', 'The body must be JSON');
  }
}

/** The right is asked for on the identity that the sender's domain is. */
async function requireRight(options: SesOptions, request: IncomingMessage, domain: string): Promise<void> {
  const signature = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '');
  if (signature === null) {
    throw new SesError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  }
  const resource = `arn:aws:ses:${options.region}:${options.accountId}:identity/${domain}`;
  const { authorize } = options;
  if (authorize === undefined || (await authorize(signature[1]!, 'ses:SendEmail', resource))) return;
  const message = `User: ${signature[1]} is not authorized to perform: ses:SendEmail on resource: ${resource}`;
  throw new SesError('AccessDeniedException', message, 403);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'x-amzn-RequestId': randomUUID() });
  response.end(JSON.stringify(body));
}

function sendError(response: ServerResponse, error: unknown): void {
  const known = error instanceof SesError;
  if (!known) console.error(error);
  const { name, message, status } = known
    ? error
    : { name: 'InternalServiceErrorException', message: 'Internal error', status: 500 };
  response.setHeader('x-amzn-ErrorType', name);
  send(response, status, { message });
}
