import * as z from 'zod/mini';
import { activity, newActivity } from '#contract/logged-activity.ts';
import { answerFile, attachment, newAttachment } from '#contract/attachment.ts';
import { billingSettings } from '#contract/billing.ts';
import { customField, newCustomField } from '#contract/custom-field.ts';
import { slugKey } from '#contract/custom-value.ts';
import { calendarDate, currencyCode, id, line, timeZone } from '#contract/field.ts';
import { form, newForm } from '#contract/form.ts';
import { limits } from '#contract/limits.ts';
import { note, noteBody } from '#contract/note.ts';
import { organization, organizationChanges } from '#contract/organization.ts';
import { stageInput } from '#contract/pipeline.ts';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypeNames, recordTypes } from '#contract/record-types.ts';
import { status, type Status } from '#contract/status.ts';
import { statusListNames, type StatusListName } from '#contract/status-list.ts';
import { tag, tagName } from '#contract/tag.ts';
import { newTask, task } from '#contract/task.ts';
import { newView, view } from '#contract/view.ts';

/** IDs become parts of keys, so they have one form. */
const ownId = id.check(z.toLowerCase());
/** The form in which all times are stored, because times are parts of keys by which lists are sorted. */
const time = z.iso.datetime({ precision: 3 });
const maybeTime = z.optional(time);

/** The schema of a value that can be left out, but isn't null as in a request that clears it. */
const filled = <T>(schema: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniType<T>>>) =>
  z.optional(schema.def.innerType.def.innerType);

const ofRecord = { recordType: z.enum(recordTypeNames), recordId: ownId };

/** What is known of a file, with the limits of uploads. */
const ofFile = { id: ownId, name: newAttachment.shape.name, sizeBytes: newAttachment.shape.sizeBytes };

const typesWithAnswers = recordTypeNames.filter((name) => (recordTypes[name] as RecordType).hasAnswers);

/** Values that requests send have the limits of these requests, because an archive can have any content. */
export const noteLine = z
  .extend(z.omit(note, { version: true, deletedAt: true }), {
    ...ofRecord,
    id: ownId,
    // Customers can answer with files alone.
    body: z.union([noteBody, z.literal('')]),
    contactId: z.optional(ownId),
    files: z.optional(
      z.array(z.extend(answerFile, ofFile)).check(z.minLength(1), z.maxLength(limits.filesPerAnswer)),
    ),
    createdAt: time,
    editedAt: maybeTime,
  })
  .check(
    z.refine(({ recordType, isAnswer }) => !isAnswer || typesWithAnswers.includes(recordType), {
      error: 'not_allowed',
      path: ['isAnswer'],
    }),
    z.refine(({ body, files }) => body !== '' || files !== undefined, {
      error: 'required',
      path: ['body'],
    }),
    z.refine(
      ({ isAnswer, ...note }) =>
        isAnswer === true || (note.contactId ?? note.isByVisitor ?? note.files) === undefined,
      {
        error: 'not_allowed',
        path: ['isAnswer'],
      },
    ),
  );

const { kindId, outcomeId, title, notes, durationMinutes } = newActivity.shape;
export const activityLine = z.extend(z.omit(activity, { version: true, deletedAt: true }), {
  ...ofRecord,
  id: ownId,
  kindId,
  outcomeId,
  title,
  notes,
  durationMinutes,
  date: time,
  userName: line(200),
  createdAt: time,
});

/** Archives of versions up to 0.12 have tasks, which had neither a type nor a duration. */
const formerTask = z.omit(z.omit(task, { version: true, deletedAt: true, recordTitle: true, about: true }), {
  kindId: true,
  outcomeId: true,
  durationMinutes: true,
});
export const taskLine = z.extend(formerTask, {
  id: ownId,
  recordType: z.optional(ofRecord.recordType),
  recordId: z.optional(ownId),
  title: newTask.shape.title,
  notes: newTask.shape.notes,
  dueAt: time,
  remindAt: maybeTime,
  doneAt: maybeTime,
  createdAt: time,
});

export const fileLine = z
  .extend(z.omit(attachment, { version: true, deletedAt: true, previewUrl: true }), {
    ...ofRecord,
    ...ofFile,
    answerId: z.optional(ownId),
    createdAt: time,
  })
  .check(
    z.refine(({ recordType, answerId }) => answerId === undefined || typesWithAnswers.includes(recordType), {
      error: 'not_allowed',
      path: ['answerId'],
    }),
  );

export const tagLine = z.extend(z.omit(tag, { version: true }), { id: ownId, name: tagName });

const customOptions = newCustomField.shape.options.def.innerType.def.element;
export const fieldLine = z.extend(customField, {
  recordType: z.enum(recordTypeNames),
  label: newCustomField.shape.label,
  help: newCustomField.shape.help,
  section: newCustomField.shape.section,
  options: z.optional(
    z
      .array(z.extend(customOptions, { id: slugKey }))
      .check(z.minLength(1), z.maxLength(limits.customOptionsPerField)),
  ),
});

const { columns, footers, groupBy } = newView.shape;
export const viewLine = z.extend(z.omit(view, { version: true, missingFields: true }), {
  id: ownId,
  name: newView.shape.name,
  columns: filled(columns),
  footers: filled(footers),
  groupBy: filled(groupBy),
  sharedWith: newView.shape.sharedWith.def.innerType.check(z.minLength(1)),
  createdAt: time,
  updatedAt: time,
});

export const formLine = z.extend(z.omit(form, { version: true }), {
  id: ownId,
  name: newForm.shape.name,
  title: newForm.shape.title,
  intro: filled(newForm.shape.intro),
  fields: newForm.shape.fields,
  sourceId: filled(newForm.shape.sourceId),
  tagIds: newForm.shape.tagIds.def.innerType,
  consentText: filled(newForm.shape.consentText),
  consentVersion: z.int().check(z.gte(1)),
  thanks: newForm.shape.thanks,
  redirectTo: filled(newForm.shape.redirectTo),
  otherContact: filled(newForm.shape.otherContact),
  allowedOrigins: newForm.shape.allowedOrigins.def.innerType,
  createdAt: time,
  updatedAt: time,
});

const entryId = line(40);
const statuses = z
  .array(
    z.extend(status, {
      id: entryId,
      name: line(80),
      names: z.optional(z.object({ en: line(80), es: line(80) })),
      successorId: z.optional(entryId),
    }),
  )
  .check(z.maxLength(limits.statusesKept));
/** Archives that were written before a record type existed lack its lists. */
const statusLists = Object.fromEntries(
  statusListNames.map((list) => [list, z.optional(statuses)]),
) as unknown as Record<StatusListName, z.ZodMiniOptional<z.ZodMiniType<Status[]>>>;

/** Open stages, those for won and lost deals, and removed ones. */
const stagesMax = limits.stagesPerPipeline + 2 + limits.retiredStagesPerPipeline;
const stored = organization.shape;
const storedPipeline = stored.pipelines.def.element;
const stage = z.extend(storedPipeline.shape.stages.def.element, {
  id: entryId,
  name: stageInput.shape.name,
  probability: stageInput.shape.probability,
  staleDays: z.optional(z.int().check(z.gte(1), z.lte(365))),
});
const pipelines = z
  .array(
    z.extend(storedPipeline, {
      id: entryId,
      name: line(60),
      stages: z.array(stage).check(z.minLength(1), z.maxLength(stagesMax)),
    }),
  )
  .check(z.minLength(1), z.maxLength(limits.pipelinesKept));

export const organizationLine = z.object({
  ...statusLists,
  country: stored.country,
  currency: currencyCode,
  timeZone,
  leadWeights: stored.leadWeights,
  support: z.optional(stored.support),
  pipelines,
  wording: organizationChanges.shape.wording,
  codePrefixes: organizationChanges.shape.codePrefixes,
  yearStartMonth: organizationChanges.shape.yearStartMonth,
  leadAnswerHours: organizationChanges.shape.leadAnswerHours,
  portal: organizationChanges.shape.portal,
  calendarFeeds: organizationChanges.shape.calendarFeeds,
  dashboard: organizationChanges.shape.dashboard,
  uniqueEmails: stored.uniqueEmails,
  // Archives of version 0.7 and earlier ones don't say it.
  recordAccess: z.optional(stored.recordAccess),
  presetId: stored.presetId,
});

export const billingLine = z.extend(z.omit(billingSettings, { version: true }), {
  // Archives of version 0.4 and earlier ones don't say it.
  attachPdf: z._default(z.boolean(), true),
  lastNumbers: z
    .array(
      z.object({
        seriesId: slugKey,
        year: z.optional(z.string().check(z.regex(/^\d{4}$/))),
        last: z.int().check(z.gte(1)),
        issuedOn: calendarDate,
      }),
    )
    .check(z.maxLength(limits.lastNumbers)),
});

export const personLine = z.object({ id: ownId, email: z.optional(z.string().check(z.maxLength(300))) });

/** The schema of a record's line, besides the values of custom fields, whose definitions are in the archive. */
export function recordLine({
  record,
  fields,
  fromSettings,
}: RecordType): z.ZodMiniType<Record<string, unknown>> {
  const times = Object.entries(fields).flatMap(([name, { kind, mode }]) =>
    kind === 'timestamp' ? [[name, mode === 'optional' || mode === 'kept' ? maybeTime : time] as const] : [],
  );
  const head = { id: ownId, createdAt: time, updatedAt: time, ...Object.fromEntries(times) };
  // Records in the trash aren't in an archive, and the others follow from what is.
  const leftOut = new Set([
    'deletedAt',
    'activityCount',
    'lastActivityAt',
    ...Object.keys(fromSettings ?? {}),
  ]);
  // Types of records are objects, which their schema doesn't say.
  const { shape } = record as unknown as z.ZodMiniObject;
  const stored = Object.entries(shape).filter(([name]) => !leftOut.has(name));
  return z.object({ ...Object.fromEntries(stored), ...head });
}
