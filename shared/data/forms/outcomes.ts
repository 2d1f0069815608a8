import type { Form, FormKind } from '#contract/form.ts';
import { limits } from '#contract/limits.ts';
import type { Issue } from '#contract/records/issue.ts';
import { leadMessageCharacters } from '#contract/records/lead.ts';
import type { Context } from '../organization/context.ts';
import type { AnyRecord, RecordDefinition } from '../records/definition.ts';
import { issueRecords } from '../records/issue.ts';
import { leadRecords } from '../records/lead.ts';
import { issueInput } from './issue-input.ts';
import type { Action } from '../store/transact.ts';
import { leadInput } from './lead-input.ts';
import { receiptActions } from './receipt.ts';

/** What submissions become. */
interface Outcome<R extends AnyRecord = AnyRecord> {
  definition: RecordDefinition<R>;
  /** The field with what the visitor wants to say, and its maximum length. */
  textField: string;
  textCharacters: number;
  /** The values of the new record, from the answers and what every form adds. */
  complete: (
    context: Context,
    form: Form,
    input: Record<string, unknown>,
  ) => Promise<Record<string, unknown>>;
  /** What else follows from the new record. */
  further?(context: Context, form: Form, record: R): Promise<Action[]>;
}

const issueOutcome: Outcome<Issue> = {
  definition: issueRecords,
  textField: 'description',
  textCharacters: limits.noteCharacters,
  complete: issueInput,
  further: receiptActions,
};

export const outcomes: Readonly<Record<FormKind, Outcome>> = {
  lead: {
    definition: leadRecords,
    textField: 'message',
    textCharacters: leadMessageCharacters,
    complete: leadInput,
  },
  issue: issueOutcome,
};
