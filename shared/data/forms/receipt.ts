import { isDeliverable } from '#contract/email-address.ts';
import { limits } from '#contract/limits.ts';
import { TooManyRequests } from '#contract/problem.ts';
import type { Form } from '#contract/form.ts';
import type { Issue } from '#contract/records/issue.ts';
import { countAttempt } from '../limits/attempt-count.ts';
import { mostOfNobody } from '../mail/counts.ts';
import type { Context } from '../organization/context.ts';
import { effectAction } from '../outbox/outbox.ts';
import { receiptCountKey, recordKey } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { epochSeconds } from '../values/epoch.ts';

const addressLimit = {
  kind: 'issue-receipts',
  most: limits.receiptsPerAddress,
  spanSeconds: 86_400,
} as const;

/**
 * The actions that confirm an issue to the visitor by e-mail, with a link to it. There are none once the address or the
 * organization has got as many as it can on a day: anybody can enter any address, and the issue must not fail for that.
 * They follow from the visitor's address alone, whoever has it.
 */
export async function receiptActions(context: Context, form: Form, issue: Issue): Promise<Action[]> {
  const { orgId, now, settings } = context;
  const { id, writerEmail: email } = issue;
  if (email === undefined || !isDeliverable(email)) return [];
  const key = receiptCountKey(orgId, now.slice(0, 10));
  const count = await getItem<{ used: number }>(context, key);
  const isUsedUp = (count?.used ?? 0) >= mostOfNobody({ settings, now }, limits.receiptsPerDay);
  if (isUsedUp || !(await isCounted(context, `${orgId} ${email}`))) return [];
  const mail = { recordId: id, email, language: form.language };
  return [
    effectAction(context, 'issue-receipt', mail, recordKey(orgId, 'issue', id)),
    {
      update: {
        Key: { ...key },
        UpdateExpression: 'SET kind = :kind, expiresAt = :end ADD used :one',
        ExpressionAttributeValues: {
          ':kind': 'receipt-count',
          ':end': epochSeconds(now) + 3 * 86_400,
          ':one': 1,
        },
      },
    },
  ];
}

async function isCounted(context: Context, address: string): Promise<boolean> {
  try {
    await countAttempt(context, addressLimit, address, context.now);
    return true;
  } catch (error) {
    if (error instanceof TooManyRequests) return false;
    throw error;
  }
}
