import * as z from 'zod/mini';
import { id, line } from './field.ts';
import { nothing, operation, resource } from './operation.ts';
import { tagColors } from './tag-color.ts';

export const tag = z.object({
  id,
  version: z.int(),
  name: z.string(),
  color: z.enum(tagColors),
});
export type Tag = z.infer<typeof tag>;

export const tagName = line(40);
const color = z.enum(tagColors);

/** The organization's tags. Names are unique regardless of case and accents. */
export const tags = resource('tags', '/v1/orgs/{orgId}/tags', {
  list: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/tags',
    access: 'tag:read',
    summary: 'List all tags.',
    output: z.object({ items: z.array(tag) }),
  }),
  create: operation({
    method: 'POST',
    path: '/v1/orgs/{orgId}/tags',
    access: 'tag:create',
    summary: 'Create a tag.',
    body: z.strictObject({ name: tagName, color: z.optional(color) }),
    output: tag,
    status: 201,
  }),
  update: operation({
    method: 'PATCH',
    path: '/v1/orgs/{orgId}/tags/{id}',
    access: 'tag:update',
    summary: 'Change a tag’s name or color everywhere it’s used.',
    body: z.strictObject({ name: z.optional(tagName), color: z.optional(color) }),
    output: tag,
    ifMatch: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: '/v1/orgs/{orgId}/tags/{id}',
    access: 'tag:delete',
    summary: 'Delete a tag. Records no longer have it, and lists can’t be filtered by it.',
    output: nothing,
    status: 204,
    ifMatch: true,
  }),
  merge: operation({
    method: 'POST',
    path: '/v1/orgs/{orgId}/tags/{id}/merge',
    access: 'tag:delete',
    summary:
      'Merge a tag into another one. The tag is deleted immediately, and a job moves its records to the other tag.',
    body: z.strictObject({ intoId: id }),
    output: tag,
    ifMatch: true,
  }),
});

const use = z.object({ tagId: id, recordType: z.string(), count: z.int() });

/** The function for lists serves it. */
export const tagUses = operation({
  method: 'GET',
  path: '/v1/orgs/{orgId}/tags/uses',
  access: 'tag:read',
  summary: 'Count the records with each tag, by record type.',
  description: 'Includes only records that you can see, and leaves out tags that no record of a type has.',
  output: z.object({ items: z.array(use) }),
});
