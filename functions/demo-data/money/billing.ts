import { billingActions, readBilling, type Billing } from '#data/billing/settings.ts';
import type { Context } from '#data/organization/context.ts';
import { differences } from '#data/store/change.ts';
import { transact } from '#data/store/transact.ts';
import type { DemoContent } from '../content/content.ts';
import { isRefusal } from '../refusal.ts';
import { sellerOf } from './sellers.ts';
import { moneyTexts } from './texts.ts';

/** The organization's billing settings, with what invoices need if it is missing. */
export async function demoBilling(context: Context, { language }: DemoContent): Promise<Billing> {
  const before = await readBilling(context);
  if (before.legalName !== undefined && before.taxId !== undefined) return before;
  const { bank, footer } = moneyTexts[language];
  const after: Billing = {
    country: context.settings.country,
    ...sellerOf(context.settings),
    bankDetails: bank,
    footer,
    ...before,
    version: before.version + 1,
  };
  const names = Object.keys(after).filter((name) => name !== 'version');
  try {
    await transact(
      context,
      billingActions(context, before, after, differences({ ...before }, { ...after }, names)),
    );
    return after;
  } catch (error) {
    // A call at the same time has written them.
    if (!isRefusal(error)) throw error;
    return readBilling(context);
  }
}
