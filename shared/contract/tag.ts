import * as z from 'zod/mini';
import { id, line } from './field.ts';
import { nothing, operation, resource } from './operation.ts';

/** Tag colours are roles of the theme, not values, so that both themes stay readable. */
export const tagColors = ['blue', 'cyan', 'violet', 'amber', 'green', 'red', 'gray'] as const;

export const tag = z.object({
  id,
  version: z.int(),
  name: z.string(),
  color: z.enum(tagColors),
  /** Of those that the caller may see; left out for a team of so many that nobody counts for it. */
  contacts: z.optional(z.int()),
});
export type Tag = z.infer<typeof tag>;

const name = line(40);
const color = z.enum(tagColors);

/** The organization's tags. A tag's name is unique without regard to case and accents. */
export const tags = resource('tags', '/v1/orgs/{orgId}/tags', {
  list: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/tags',
    access: 'tag:read',
    summary: 'All tags with how many contacts carry each.',
    output: z.object({ items: z.array(tag) }),
  }),
  create: operation({
    method: 'POST',
    path: '/v1/orgs/{orgId}/tags',
    access: 'tag:create',
    summary: 'Make a tag.',
    body: z.strictObject({ name, color: z.optional(color) }),
    output: tag,
    status: 201,
    idempotent: true,
  }),
  update: operation({
    method: 'PATCH',
    path: '/v1/orgs/{orgId}/tags/{id}',
    access: 'tag:update',
    summary: 'Rename or recolour a tag everywhere.',
    body: z.strictObject({ name: z.optional(name), color: z.optional(color) }),
    output: tag,
    ifMatch: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: '/v1/orgs/{orgId}/tags/{id}',
    access: 'tag:delete',
    summary: 'Delete a tag; records that carry it no longer show it.',
    output: nothing,
    status: 204,
    ifMatch: true,
  }),
  merge: operation({
    method: 'POST',
    path: '/v1/orgs/{orgId}/tags/{id}/merge',
    access: 'tag:delete',
    summary: 'Merge a tag into another: it is gone at once, and a job gives its records the other one.',
    body: z.strictObject({ intoId: id }),
    output: tag,
    ifMatch: true,
  }),
});
