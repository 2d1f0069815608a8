import type { StripeMode } from '#contract/stripe.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../../organization/context.ts';
import { changeAction, differences } from '../../store/change.ts';
import { ifVersion } from '../../store/condition.ts';
import { nextItemState, withItemState } from '../../store/item-state.ts';
import { paymentSecretsKey, recordKey } from '../../store/keys.ts';
import { seal, unseal } from '../../store/sealed.ts';
import { getItem } from '../../store/table.ts';
import type { Action } from '../../store/transact.ts';
import type { Session } from '../../store/units.ts';

/** The secrets of an organization's Stripe account, as they are stored. Version 0 has never been set. */
export interface StripeSecrets {
  version: number;
  mode?: StripeMode | undefined;
  /** The last characters of the secret key. */
  keyEnding?: string | undefined;
  /** Encrypted. */
  secretKey?: string | undefined;
  /** Encrypted. */
  webhookSecret?: string | undefined;
}

const schema = 1;
const provider = 'stripe';
const purpose = 'payment provider secrets';
const endingCharacters = 4;

export async function readStripeSecrets(session: Session, orgId: string): Promise<StripeSecrets> {
  const item = await getItem<StripeSecrets & { schema: number; digest?: string }>(
    session,
    paymentSecretsKey(orgId, provider),
  );
  if (!item) return { version: 0 };
  const { version, mode, keyEnding, secretKey, webhookSecret } = item;
  return withItemState({ version, mode, keyEnding, secretKey, webhookSecret }, item);
}

/** A secret as Stripe knows it. Undefined if there is none, or none that the stage can read. */
export function openedSecret(
  orgId: string,
  secrets: StripeSecrets,
  name: 'secretKey' | 'webhookSecret',
): string | undefined {
  const sealed = secrets[name];
  return sealed === undefined ? undefined : unseal(purpose, `${orgId} ${name}`, sealed);
}

/** The secrets with new ones in place of those that are given. */
export function withSecrets(
  orgId: string,
  before: StripeSecrets,
  { secretKey, webhookSecret }: { secretKey?: string | undefined; webhookSecret?: string | undefined },
): StripeSecrets {
  return {
    ...before,
    version: before.version + 1,
    ...(secretKey === undefined
      ? {}
      : {
          secretKey: seal(purpose, `${orgId} secretKey`, secretKey),
          mode: secretKey.split('_')[1] as StripeMode,
          keyEnding: secretKey.slice(-endingCharacters),
        }),
    ...(webhookSecret === undefined
      ? {}
      : { webhookSecret: seal(purpose, `${orgId} webhookSecret`, webhookSecret) }),
  };
}

/**
 * The actions that store the secrets, conditional on their previous version. Removed ones leave an item behind, so that
 * versions go on. The history has neither secrets nor their encrypted texts.
 */
export function secretsActions(context: Context, before: StripeSecrets, after: StripeSecrets): Action[] {
  const { orgId } = context;
  const isFirst = before.version === 0;
  const subject = {
    orgId,
    type: provider,
    id: orgId,
    key: recordKey(orgId, provider, orgId),
    version: after.version,
    before: isFirst ? undefined : before,
  };
  const change = changeAction(
    context,
    subject,
    'updated',
    differences(shownOf(before), shownOf(after), ['mode', 'keyEnding', 'hasWebhookSecret']),
  );
  return [
    {
      put: {
        Item: {
          ...paymentSecretsKey(orgId, provider),
          kind: 'payment-secrets',
          org: orgId,
          ...Object.fromEntries(Object.entries(after).filter(([, value]) => value !== undefined)),
          ...nextItemState(isFirst ? undefined : before, schema, change),
        },
        ...ifVersion(before.version),
      },
      refuse: () => new ProblemError('precondition_failed'),
    },
    change,
  ];
}

const shownOf = ({ mode, keyEnding, webhookSecret }: StripeSecrets) => ({
  mode,
  keyEnding,
  hasWebhookSecret: webhookSecret !== undefined,
});
