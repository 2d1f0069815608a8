import * as z from 'zod/mini';
import { addressRange } from './address-range.ts';
import { id, line, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { timestampInput } from './moment.ts';
import { nothing, operation, resource } from './operation.ts';
import { keyPermissionNames, permissionNames, type Permission } from './permission.ts';

/** An API key. It has its creator's permissions, limited to those in `permissions`. */
export const apiKey = z.object({
  id,
  version: z.int(),
  name: z.string(),
  /** The first characters of the key, to identify it. */
  start: z.string(),
  /** Keys of earlier releases can have permissions that keys can't be given any more. */
  permissions: z.array(z.enum(permissionNames)),
  /** Left out if the key can be used from any address. */
  allowedAddresses: z.optional(z.array(z.string())),
  createdAt: timestamp,
  createdBy: id,
  expiresAt: z.optional(timestamp),
  /** Rounded down to the minute. */
  lastUsedAt: z.optional(timestamp),
  /** The secret before the last rotation, while it is valid. */
  previous: z.optional(z.object({ endsAt: timestamp, lastUsedAt: z.optional(timestamp) })),
});
export type ApiKey = z.infer<typeof apiKey>;

const keyPermission = z.enum(keyPermissionNames, {
  error: ({ input }) => (permissionNames.includes(input as Permission) ? 'users_only' : undefined),
});
const keyPermissions = z.array(keyPermission).check(z.minLength(1), z.maxLength(keyPermissionNames.length));

/** IP addresses and ranges from which a key can be used. Empty for any address. */
const allowedAddresses = z.array(addressRange).check(z.maxLength(limits.addressesPerApiKey));

export const apiKeys = resource('api-keys', '/v1/orgs/{orgId}/api-keys', {
  list: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/api-keys',
    access: 'apiKey:read',
    summary: 'List active API keys, without their secrets.',
    output: z.object({ items: z.array(apiKey) }),
  }),
  create: operation({
    method: 'POST',
    path: '/v1/orgs/{orgId}/api-keys',
    access: 'apiKey:create',
    summary: 'Create an API key. The secret is returned only in this response.',
    body: z.strictObject({
      name: line(80),
      permissions: keyPermissions,
      expiresAt: z.optional(timestampInput),
      allowedAddresses: z.optional(allowedAddresses),
    }),
    output: z.object({ key: apiKey, secret: z.string() }),
    status: 201,
  }),
  update: operation({
    method: 'PATCH',
    path: '/v1/orgs/{orgId}/api-keys/{id}',
    access: 'apiKey:update',
    summary: 'Change an API key. The change applies to its next request.',
    description:
      'Only the creator of the key, or an owner or admin who can manage that person’s role, can change it. Send null in `expiresAt` for a key that doesn’t expire.',
    body: z.strictObject({
      name: z.optional(line(80)),
      permissions: z.optional(keyPermissions),
      expiresAt: z.optional(z.nullable(timestampInput)),
      allowedAddresses: z.optional(allowedAddresses),
    }),
    output: apiKey,
    ifMatch: true,
  }),
  rotate: operation({
    method: 'POST',
    path: '/v1/orgs/{orgId}/api-keys/{id}/rotate',
    access: 'apiKey:update',
    summary: 'Replace the secret of an API key. The new one is returned only in this response.',
    description:
      'The previous secret stays valid for `overlapHours`, but not longer than the key. A secret that an earlier rotation left valid ends now. Only the creator of the key, or an owner or admin who can manage that person’s role, can rotate it.',
    body: z.strictObject({ overlapHours: z.int().check(z.gte(0), z.lte(limits.apiKeyOverlapHours)) }),
    output: z.object({ key: apiKey, secret: z.string() }),
    ifMatch: true,
  }),
  revoke: operation({
    method: 'DELETE',
    path: '/v1/orgs/{orgId}/api-keys/{id}',
    access: 'apiKey:delete',
    summary: 'Revoke an API key immediately.',
    output: nothing,
    status: 204,
  }),
});
