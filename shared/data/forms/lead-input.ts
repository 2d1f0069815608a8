import type { Form } from '#contract/form.ts';
import type { Status } from '#contract/status.ts';
import type { Context } from '../organization/context.ts';
import { leadRecords } from '../records/lead.ts';
import { isTaken } from '../records/unique-values.ts';

/** The values of a new lead: with the form's source, and without an address that another lead has. */
export async function leadInput(
  context: Context,
  { sourceId }: Form,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const source = sourceId === undefined ? undefined : presentSource(context, sourceId);
  return withFreeAddress(context, { ...(source === undefined ? {} : { sourceId: source }), ...input });
}

/**
 * If the organization refuses a second lead with the same address, the address goes into the message: the visitor must
 * neither be turned away nor find out. Whether it does or not, the same number of items is read.
 */
async function withFreeAddress(
  context: Context,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { email, message, ...rest } = input as { email?: string; message?: string };
  if (!(await isTaken(leadRecords, context, email))) return input;
  return { ...rest, message: [email, message].filter(Boolean).join('\n\n') };
}

/** The form's source or, if it is retired, the source in use that succeeds it. Undefined if there is none. */
function presentSource({ settings: { leadSources } }: Context, id: string): string | undefined {
  const seen = new Set<string>();
  for (let next: string | undefined = id; next !== undefined && !seen.has(next);) {
    seen.add(next);
    const entry: Status | undefined = leadSources.find((one) => one.id === next);
    if (entry && !entry.retired) return entry.id;
    next = entry?.successorId;
  }
  return undefined;
}
