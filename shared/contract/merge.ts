import * as z from 'zod/mini';
import { id, type Fields } from './field.ts';
import { limits } from './limits.ts';
import { a, inSentence } from './noun.ts';
import { operation } from './operation.ts';
import type { RecordType } from './record-type.ts';
import { recordPermission } from './record-permission.ts';

/** The operation that merges records of a type into one of them. */
export function mergeOperation<Name extends string, F extends Fields, Plural extends string>(
  type: RecordType<Name, F, Plural>,
) {
  const path: `/v1/orgs/{orgId}/${Plural}/{id}/merge` = `/v1/orgs/{orgId}/${type.plural}/{id}/merge`;
  const aRecord = a({ one: inSentence(type.nouns.en.one) });
  const records = inSentence(type.nouns.en.many);
  return operation({
    method: 'POST',
    path,
    access: recordPermission(type.name, 'delete'),
    summary: `Merge up to ${limits.mergeRecords} other ${records} into ${aRecord}.`,
    description: `Also requires permission to update ${records}. \`values\` are the changes to the remaining record, as in an update. A job then moves the notes, files, activities and tasks of the others, and replaces references to them. Undo that job to undo the merge. GET requests for the merged ${records} are redirected with 308, and other requests for them are refused.`,
    body: z.strictObject({
      records: z
        .array(z.strictObject({ id, version: z.int().check(z.gte(1)) }))
        .check(z.minLength(1), z.maxLength(limits.mergeRecords)),
      values: z.optional(type.update as z.ZodMiniType<Record<string, unknown>>),
    }),
    output: z.object({ record: type.record, jobId: id }),
    ifMatch: true,
  });
}
