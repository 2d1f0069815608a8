import type { CustomField } from '#contract/custom-field.ts';
import { limits } from '#contract/limits.ts';
import { customPrefix } from '../custom-fields/slots.ts';
import type { Context } from '../organization/context.ts';
import { recordHistory } from '../records/history.ts';
import { identityOf, joined, type PersonValues } from './identity.ts';
import type { FoundRecord } from './person-records.ts';
import type { Identity } from './person-texts.ts';

/**
 * What identified the person of a record before its values changed, and the e-mail addresses and phone numbers in custom
 * fields. Imports, notes and histories can still contain it.
 */
export async function formerIdentity(
  context: Context,
  fields: readonly CustomField[],
  { definition, record }: FoundRecord,
): Promise<Identity> {
  const { items } = await recordHistory(definition, record, context, { limit: limits.personalDataItems });
  const { custom = {} } = record as { custom?: Readonly<Record<string, unknown>> };
  const ofCustom = new Map(fields.map(({ key, kind }) => [`${customPrefix}${key}`, kind]));
  let values = record as PersonValues;
  let identity = joinedAll(
    Object.entries(custom).map(([key, value]) => valueIdentity(ofCustom.get(`${customPrefix}${key}`), value)),
  );
  for (const { changes = [] } of items) {
    for (const { field, from } of changes) {
      values = { ...values, [field]: from ?? undefined };
      identity = joined(identity, valueIdentity(ofCustom.get(field), from));
    }
    identity = joined(identity, identityOf([values]));
  }
  return identity;
}

const joinedAll = (identities: readonly Identity[]): Identity => identities.reduce(joined, identityOf([]));

function valueIdentity(kind: CustomField['kind'] | undefined, value: unknown): Identity {
  if (typeof value !== 'string') return identityOf([]);
  if (kind === 'email') return identityOf([{ email: value }]);
  return identityOf(kind === 'phone' ? [{ phones: [{ number: value }] }] : []);
}
