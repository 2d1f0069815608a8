import * as z from 'zod/mini';
import { id } from './field.ts';
import { operation, resource } from './operation.ts';

const base = '/v1/public/webhooks';
const path = `${base}/{orgId}/{sourceId}` as const;

/** Where a source sends its messages. */
export const webhookSourcePath = (orgId: string, sourceId: string): string => `${base}/${orgId}/${sourceId}`;

/** What other programs use without signing in: they send messages to a source of an organization. */
export const publicWebhooks = resource('public-webhooks', base, {
  receive: operation({
    method: 'POST',
    path,
    access: 'public',
    summary: 'Receive a message of another program.',
    description:
      'The body is JSON or a form, of at most 1 MB, with the proof that the source asks for. It is stored before this response, and the same message is taken once, however often it comes. Messages of sources that are off or don’t exist are answered with 404. Questions by which Slack and Zoom check an address are answered.',
    output: z.object({ id }),
    status: 202,
    takesAnything: true,
  }),
  challenge: operation({
    method: 'GET',
    path,
    access: 'public',
    summary: 'Answer the question by which a program checks the address.',
    description: 'Returns `hub.challenge` if `hub.verify_token` is the secret of the source.',
    output: z.string(),
    contentType: 'text/plain; charset=utf-8',
    takesAnything: true,
  }),
});
