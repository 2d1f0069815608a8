import * as z from 'zod/mini';
import { id, timestamp } from './field.ts';
import { operation, type Resource } from './operation.ts';
import { permissionNames } from './permission.ts';

/** Who sent a request: a user, or an API key with what it can do now. */
export const identity = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), id }),
  z.object({
    kind: z.literal('key'),
    id,
    name: z.string(),
    /** The first characters of the key, to identify it. */
    start: z.string(),
    organization: z.object({ id, name: z.string() }),
    /** The permissions of the key that its creator’s role has, too. */
    permissions: z.array(z.enum(permissionNames)),
    createdBy: id,
    expiresAt: z.optional(timestamp),
  }),
]);
export type Identity = z.infer<typeof identity>;

const path = '/v1/whoami';

const operations = {
  get: operation({
    method: 'GET',
    path,
    access: 'caller',
    summary: 'Get who you are: a user, or an API key with its organization and current permissions.',
    output: identity,
  }),
};

export const whoami: Resource<typeof operations> = { name: 'whoami', routes: [path], operations };
