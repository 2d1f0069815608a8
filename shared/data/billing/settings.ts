import type { BillingSettings } from '#contract/billing.ts';
import { languageOf } from '#contract/document-language.ts';
import type { Language } from '#contract/language.ts';
import type { Organization } from '#contract/organization.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { presetOf } from '../organization/presets/presets.ts';
import { changeAction, type FieldChange } from '../store/change.ts';
import { ifVersion } from '../store/condition.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { billingKey, recordKey } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

export type Billing = BillingSettings;

const schema = 1;

/** What the first billing settings follow from. */
type Start = Partial<Pick<Organization, 'presetId' | 'country'>>;

/** The prefixes that companies use in the language of an organization’s country: invoices and credit notes. */
const usualPrefixes: Record<Language, { invoicePrefix: string; creditPrefix: string }> = {
  en: { invoicePrefix: 'INV-{year}-', creditPrefix: 'CN-{year}-' },
  es: { invoicePrefix: 'F{year}-', creditPrefix: 'R{year}-' },
};

/** What an organization has until it changes its billing settings, which it does before it issues an invoice. */
function initialOf({ presetId = 'general', country }: Start = {}): Billing {
  const usual = usualPrefixes[languageOf(country ?? '')];
  const { dueDays = 30, ...preset } = presetOf(presetId)?.billing ?? {};
  const { invoicePrefix, creditPrefix } = { ...usual, ...preset };
  return {
    version: 0,
    attachPdf: true,
    ...(country === undefined ? {} : { country }),
    dueDays,
    invoiceSeries: [{ id: 'invoices', prefix: invoicePrefix }],
    creditSeries: [{ id: 'credit-notes', prefix: creditPrefix }],
    reminderDays: [-3, 7, 21],
  };
}

/** An organization's billing settings. Version 0 has never been changed. */
export async function readBilling(
  context: Session & { readonly orgId: string; readonly settings?: Start },
): Promise<Billing> {
  const item = await getItem<{ version: number; data: string; schema: number; digest?: string }>(
    context,
    billingKey(context.orgId),
  );
  if (!item) return initialOf(context.settings);
  // A country that was cleared stays cleared.
  const { country: _country, ...initial } = initialOf(context.settings);
  return withItemState({ ...initial, ...(JSON.parse(item.data) as Billing), version: item.version }, item);
}

/** The actions that write the billing settings, conditional on their previous version. */
export function billingActions(
  context: Context,
  before: Billing,
  { version, ...values }: Billing,
  changes: FieldChange[],
): Action[] {
  const { orgId } = context;
  const key = recordKey(orgId, 'billing', orgId);
  const isFirst = before.version === 0;
  const subject = { orgId, type: 'billing', id: orgId, key, version, before: isFirst ? undefined : before };
  const change = changeAction(context, subject, 'updated', changes);
  return [
    {
      put: {
        Item: {
          ...billingKey(orgId),
          kind: 'billing',
          org: orgId,
          version,
          data: JSON.stringify(values),
          ...nextItemState(isFirst ? undefined : before, schema, change),
        },
        ...ifVersion(before.version),
      },
      refuse: () => new ProblemError('precondition_failed'),
    },
    change,
  ];
}
