import { plainResource } from '#contract/record-operations.ts';
import { mergeRecords } from '#data/jobs/merge.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { completeAnswers } from '#data/records/complete-answers.ts';
import { serve } from '#http/serve.ts';

const name = process.env.RECORD_TYPE ?? '';
const definition = definitionOf(name);
if (!definition) throw new Error(`RECORD_TYPE names no record type: "${name}"`);

/** Serves a record type that has the standard operations only. infra/functions.ts sets RECORD_TYPE. */
export const handler = serve(
  plainResource(definition.type),
  completeAnswers(definition, { ...recordOperations(definition), merge: mergeRecords(definition) }),
  recordPrefetch(definition),
);
