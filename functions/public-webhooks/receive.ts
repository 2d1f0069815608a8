import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { countAttempt } from '#data/limits/attempt-count.ts';
import { contentOf, textOf, valueAt } from '#data/sources/payload-values.ts';
import { storeMessage } from '#data/sources/received.ts';
import type { StoredSource } from '#data/sources/source.ts';
import { isProven, type Message } from '#data/sources/verify.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { secretsAt } from '#data/webhooks/webhook.ts';
import type { Page } from '#http/page.ts';
import { answerToQuestion } from './challenge.ts';
import { openSource } from './open-source.ts';

const dayLimit = {
  kind: 'received-messages',
  most: limits.receivedPerSourcePerDay,
  spanSeconds: 86_400,
} as const;

/** Stores a message before it is answered. What becomes of it follows from the table. */
export async function receive(
  context: VisitorContext,
  { orgId, sourceId }: { orgId: string; sourceId: string },
): Promise<{ id: string } | Page> {
  const { now, visitor } = context;
  const source = await openSource(context, { orgId, sourceId });
  const { header, address } = visitor.sent;
  const message = { body: visitor.sent.body(), header, address };
  const secrets = secretsAt(orgId, source, now);
  if (!isProven(source.verification, message, secrets, now))
    throw new ProblemError('invalid_request', 'signature_invalid');
  const answer = answerToQuestion(message.body, secrets[0] ?? '');
  if (answer) return answer;
  await countAttempt(context, dayLimit, sourceId, now);
  const contentType = header('content-type')?.slice(0, 100);
  const messageId = messageIdOf(source, message, contentType);
  const identity = messageId === undefined ? `body ${message.body}` : `id ${messageId}`;
  const id = await storeMessage(context, {
    ...{ orgId, sourceId, identity, messageId, contentType, now },
    payload: message.body,
  });
  return { id };
}

const messageIdCharacters = 200;

/** The ID that the message keeps when it is sent again. Without one, the same text is the same message. */
function messageIdOf(
  { idAt, verification }: StoredSource,
  { body, header }: Message,
  contentType: string | undefined,
): string | undefined {
  const at = idAt ?? (verification.scheme === 'standardWebhooks' ? 'webhook-id' : undefined);
  if (at === undefined) return undefined;
  const found = at.startsWith('/') ? textOf(valueAt(contentOf(body, contentType), at)) : (header(at) ?? '');
  return found === '' ? undefined : found.slice(0, messageIdCharacters);
}
