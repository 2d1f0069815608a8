import type { Form, FormKind } from '#contract/form.ts';
import type { Context } from '#data/organization/context.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { issueRecords } from '#data/records/issue.ts';
import { leadRecords } from '#data/records/lead.ts';
import { issueInput } from './issue-input.ts';
import { leadInput } from './lead-input.ts';

/** What submissions become. */
interface Outcome {
  definition: RecordDefinition;
  /** The values of the new record, from the answers and what every form adds. */
  complete: (
    context: Context,
    form: Form,
    input: Record<string, unknown>,
  ) => Promise<Record<string, unknown>>;
}

export const outcomes: Readonly<Record<FormKind, Outcome>> = {
  lead: { definition: leadRecords, complete: leadInput },
  issue: { definition: issueRecords, complete: issueInput },
};
