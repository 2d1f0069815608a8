import { createHmac } from 'node:crypto';
import { ProblemError } from '#contract/problem.ts';
import { contentOf, valueAt } from '#data/sources/payload-values.ts';
import { isSecret } from '#data/sources/verify.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { secretsAt } from '#data/webhooks/webhook.ts';
import { Page } from '#http/page.ts';
import { openSource } from './open-source.ts';

const answerCharacters = 500;

/** Answers the question of Meta: https://developers.facebook.com/docs/graph-api/webhooks/getting-started */
export async function challenge(
  context: VisitorContext,
  input: { orgId: string; sourceId: string },
): Promise<string> {
  const source = await openSource(context, input);
  const query = new URL(context.visitor.sent.address).searchParams;
  const secrets = secretsAt(input.orgId, source, context.now);
  const text = query.get('hub.challenge');
  if (!text || text.length > answerCharacters || !isSecret(query.get('hub.verify_token') ?? '', secrets))
    throw new ProblemError('not_found');
  return text;
}

/** The answer to a message that only asks whether the address works. Undefined for all others. */
export function answerToQuestion(body: string, secret: string): Page | undefined {
  const content = contentOf(body, undefined);
  // Slack: https://docs.slack.dev/reference/events/url_verification
  const text = valueAt(content, '/challenge');
  if (valueAt(content, '/type') === 'url_verification' && isAnswer(text)) return json({ challenge: text });
  // Zoom: https://developers.zoom.us/docs/api/webhooks/#validate-your-webhook-endpoint
  const plainToken = valueAt(content, '/payload/plainToken');
  if (valueAt(content, '/event') !== 'endpoint.url_validation' || !isAnswer(plainToken)) return undefined;
  return json({ plainToken, encryptedToken: createHmac('sha256', secret).update(plainToken).digest('hex') });
}

const isAnswer = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= answerCharacters;

const json = (value: object): Page =>
  new Page(200, JSON.stringify(value), { 'content-type': 'application/json' });
