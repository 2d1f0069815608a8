import { createHmac } from 'node:crypto';

/**
 * The headers of a message by Standard Webhooks 1.0 (https://www.standardwebhooks.com): its id, the time of the attempt in
 * epoch seconds, and a signature by each secret over both and the body.
 */
export function signedHeaders(
  id: string,
  sentAt: string,
  body: string,
  secrets: readonly Buffer[],
): Record<string, string> {
  const timestamp = String(Math.floor(Date.parse(sentAt) / 1000));
  const signatures = secrets.map((secret) => {
    const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
    return `v1,${signature}`;
  });
  return {
    'content-type': 'application/json',
    'user-agent': 'CobaltCRM-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
