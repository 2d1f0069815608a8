import * as z from 'zod/mini';
import { id, line, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { listLimits } from './lists/list-limits.ts';
import { measureName } from './lists/list-operations.ts';
import { columnName, listQuestion } from './lists/list-question.ts';
import { nothing, operation, resource } from './operation.ts';
import { recordTypeNames } from './record-types.ts';
import { roles } from './role.ts';

/** The roles that views can be shared with: all that can use views. */
export const viewRoles = roles.filter((role) => role !== 'client');
export type ViewRole = (typeof viewRoles)[number];

const layout = z.enum(['list', 'board']);
const density = z.enum(['comfortable', 'compact']);
/** What a view asks for. */
export const viewQuery = z.pick(listQuestion, { q: true, filter: true, sorts: true, teamOf: true });
const column = z.strictObject({
  field: columnName,
  /** Width in pixels. */
  width: z.optional(z.int().check(z.gte(64), z.lte(600))),
});
/** What is shown below a column with numbers or amounts. */
const footer = z.strictObject({ field: columnName, measure: measureName });
const sharedWith = z.array(z.enum(viewRoles)).check(
  z.maxLength(viewRoles.length),
  z.overwrite((shared) => viewRoles.filter((role) => shared.includes(role))),
);

const optionally = <T>(schema: z.ZodMiniType<T>) => z.optional(z.nullable(schema));

export const newView = z.strictObject({
  recordType: z.enum(recordTypeNames),
  name: line(80),
  /** `list` by default. Only record types with a board operation can be shown as a board. */
  layout: z.optional(layout),
  /** Which records the view shows, in which order. All by default. */
  query: z.optional(viewQuery),
  /** The columns in order. By default, those of the list. */
  columns: optionally(z.array(column).check(z.minLength(1), z.maxLength(listLimits.columns))),
  density: optionally(density),
  /** A field with at most one choice per record, by which the list is grouped. Groups come before other sorts. */
  groupBy: optionally(columnName),
  /** One for each of up to five fields, as in the `measures` of a query. */
  footers: optionally(z.array(footer).check(z.maxLength(listLimits.measures))),
  /** The roles that see the view. Private by default. */
  sharedWith: z.optional(sharedWith),
});
export type NewView = z.infer<typeof newView>;

export const view = z.object({
  id,
  version: z.int(),
  recordType: z.enum(recordTypeNames),
  name: z.string(),
  layout,
  query: viewQuery,
  columns: z.optional(z.array(column)),
  density: z.optional(density),
  groupBy: z.optional(columnName),
  footers: z.optional(z.array(footer)),
  /** Empty for a private view. */
  sharedWith: z.array(z.enum(viewRoles)),
  createdBy: id,
  createdAt: timestamp,
  updatedAt: timestamp,
  /** Fields of the view that no longer exist or that you can’t read. A query that names them is refused. */
  missingFields: z.array(z.string()),
});
export type View = z.infer<typeof view>;

const defaults = z.record(z.string(), id);

const all = '/v1/orgs/{orgId}/views';
const one = `${all}/{id}` as const;

const example = {
  recordType: 'lead',
  name: 'Untouched this week',
  query: {
    filter: {
      and: [
        { field: 'ownerId', op: 'anyOf', value: ['me'] },
        { field: 'activityCount', op: 'less', value: 1 },
      ],
    },
    sorts: [{ field: 'createdAt', descending: true }],
  },
  columns: [{ field: 'fullName', width: 220 }, { field: 'createdAt' }],
};
const use = `A program uses a view by sending its \`query\` to the query operation of the record type, and can add \`limit\`, \`cursor\` or \`columns\`. For example, if \`query\` of a view of leads is \`${JSON.stringify(example.query)}\`, send \`${JSON.stringify({ ...example.query, limit: 50 })}\` to \`POST /v1/orgs/{orgId}/leads/query\`. \`me\` is the user who sends the query. A query that names one of the \`missingFields\` is refused; leave out that condition or sort.`;

/** Saved views of the lists and boards of records. */
export const views = resource('views', all, {
  list: operation({
    method: 'GET',
    path: all,
    access: 'view:read',
    summary: 'List your private views and the views shared with your role, by name.',
    description: `Includes the shared views that you created, and leaves out views of record types that you can’t read. \`defaults\` contains the ID of the view that you open first, by record type. ${use}`,
    query: z.strictObject({
      recordType: z.optional(z.enum(recordTypeNames)),
      /** Also lists the views shared with other roles only. For owners and admins, who can change all shared views. */
      allShared: z.optional(z.literal('true')),
    }),
    output: z.object({ items: z.array(view), defaults }),
  }),
  get: operation({
    method: 'GET',
    path: one,
    access: 'view:read',
    summary: 'Get a view.',
    description: use,
    output: view,
  }),
  create: operation({
    method: 'POST',
    path: all,
    access: 'view:create',
    summary: 'Save a view of the list or board of a record type.',
    description: `Fields, operators and values are checked as in a query. Sharing also requires the \`view:share\` permission. A member can have up to ${limits.privateViewsPerMember} private views, and an organization up to ${limits.sharedViewsPerOrganization} shared ones. A view can have up to ${limits.viewBytes / 1024} KB as JSON.`,
    body: newView,
    bodyExamples: { 'My leads without activities': example },
    output: view,
    status: 201,
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access: 'view:update',
    summary: 'Update, share or unshare a view.',
    description:
      '`query` is replaced as a whole. Only what you send is checked, so a view with missing fields can be renamed. Sharing, and changing a shared view, also requires the `view:share` permission; managers can change only the shared views that they created. A view that is no longer shared is private to its creator.',
    body: z.partial(z.omit(newView, { recordType: true })),
    output: view,
    ifMatch: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: one,
    access: 'view:delete',
    summary: 'Delete a view.',
    description:
      'Deleting a shared view also requires the `view:share` permission; managers can delete only the shared views that they created.',
    output: nothing,
    status: 204,
    ifMatch: true,
  }),
  setDefault: operation({
    method: 'PUT',
    path: `${all}/defaults/{recordType}`,
    access: 'view:update',
    summary: 'Choose the view of a record type that you open first. Null for none.',
    description: 'Applies to you only. A default that you can no longer see is ignored.',
    body: z.strictObject({ viewId: z.nullable(id) }),
    output: z.object({ viewId: z.nullable(id) }),
  }),
});
