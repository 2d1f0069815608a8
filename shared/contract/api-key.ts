import * as z from 'zod/mini';
import { id, line, timestamp } from './field.ts';
import { nothing, operation, resource } from './operation.ts';
import { permissionNames } from './permission.ts';

/** A key acts with the rights of the member who made it, narrowed to its own permissions. */
export const apiKey = z.object({
  id,
  name: z.string(),
  /** The first characters of the key, to tell keys apart. */
  start: z.string(),
  permissions: z.array(z.enum(permissionNames)),
  createdAt: timestamp,
  createdBy: id,
  expiresAt: z.optional(timestamp),
  /** To the hour. */
  lastUsedAt: z.optional(timestamp),
});
export type ApiKey = z.infer<typeof apiKey>;

export const apiKeys = resource('api-keys', '/v1/orgs/{orgId}/api-keys', {
  list: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/api-keys',
    access: 'apiKey:read',
    summary: 'API keys that are not revoked, without their secrets.',
    output: z.object({ items: z.array(apiKey) }),
  }),
  create: operation({
    method: 'POST',
    path: '/v1/orgs/{orgId}/api-keys',
    access: 'apiKey:create',
    summary: 'Make an API key. The secret is shown in this answer and never again.',
    body: z.strictObject({
      name: line(80),
      permissions: z
        .array(z.enum(permissionNames))
        .check(z.minLength(1), z.maxLength(permissionNames.length)),
      expiresAt: z.optional(timestamp),
    }),
    output: z.object({ key: apiKey, secret: z.string() }),
    status: 201,
    usersOnly: true,
  }),
  revoke: operation({
    method: 'DELETE',
    path: '/v1/orgs/{orgId}/api-keys/{id}',
    access: 'apiKey:delete',
    summary: 'Revoke a key at once.',
    output: nothing,
    status: 204,
    usersOnly: true,
  }),
});
