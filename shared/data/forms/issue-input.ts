import type { Form } from '#contract/form.ts';
import type { Context } from '../organization/context.ts';
import { contactRecords } from '../records/contact.ts';
import { keyOf } from '../records/definition.ts';
import { recordAttributes } from '../records/read.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { reservationKey } from '../records/unique-values.ts';
import { getItem } from '../store/table.ts';

/** The id of no contact. */
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * The values of a new issue, with the contact who has the visitor’s e-mail address and the contact’s customer. The same
 * number of items is read whether somebody has it or not, so that the time of the answer doesn’t tell who is known.
 */
export async function issueInput(
  context: Context,
  _form: Form,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const key = reservationKey(context, contactRecords, 'email', String(input.writerEmail));
  const reserved = await getItem<{ id: string }>(context, key);
  const contactKey = keyOf(contactRecords, context.orgId, reserved?.id ?? nobody);
  const item = await getItem<RecordItem>(context, contactKey, recordAttributes);
  const contact = item && recordFrom(contactRecords, item);
  if (!contact || contact.deletedAt !== undefined) return input;
  const { id: contactId, customerId } = contact;
  return { ...input, contactId, ...(customerId === undefined ? {} : { customerId }) };
}
