import type { Allocation } from '#contract/document-fields.ts';
import { endCheckouts } from '#data/billing/checkout.ts';
import type { Context } from '#data/organization/context.ts';

interface Settling {
  allocations?: readonly Allocation[] | null | undefined;
}

/** Payments as a request sends them: one, or several. */
type Body = Settling & { items?: readonly Settling[] };

/** Writes payments, and then closes the pages on which customers could pay the invoices that these settle once more. */
export const settling =
  <Input extends { body: object }, Result>(write: (context: Context, input: Input) => Promise<Result>) =>
  async (context: Context, input: Input): Promise<Result> => {
    const result = await write(context, input);
    const body = input.body as Body;
    const settled = [body, ...(body.items ?? [])].flatMap(({ allocations }) => allocations ?? []);
    await endCheckouts(
      context,
      settled.map(({ invoiceId }) => invoiceId),
    );
    return result;
  };
