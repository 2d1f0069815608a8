import ArrowRightLeft from '@lucide/svelte/icons/arrow-right-left';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import type { Lead } from '#contract/records/lead.ts';
import { client } from '#lib/api/client.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { mayTouch, type Workspace } from '#lib/workspace.ts';
import { updateRecord } from '../record-writes.ts';
import { listEntries } from '../values.ts';
import type { Verb, VerbContext, VerbList } from './verb.ts';

/** A lead that is lost or disqualified can only be reopened. */
const isOver = ({ meaning }: VerbContext): boolean => meaning === 'lost' || meaning === 'disqualified';
const isOpen = ({ convertedAt }: Lead, context: VerbContext): boolean => !convertedAt && !isOver(context);

/** The status that a reopened lead gets. */
const openStatus = (workspace: Workspace) =>
  listEntries(workspace, 'leadStatuses').find((entry) => entry.meaning === 'open' && !entry.retired);

const reopen: Verb<Lead> = {
  title: () => t.leads.reopen,
  icon: RotateCcw,
  look: 'primary',
  if: ({ convertedAt }, context) =>
    !convertedAt && isOver(context) && context.mayUpdate && openStatus(context.workspace) !== undefined,
  run: async (lead, { workspace, view, title }) => {
    await updateRecord(workspace.orgId, view, lead, { statusId: openStatus(workspace)?.id });
    return { text: t.leads.reopened(title) };
  },
};

const qualify: Verb<Lead> = {
  title: () => t.leads.qualify,
  if: (lead, context) => isOpen(lead, context) && context.mayUpdate && context.meaning !== 'qualified',
  run: async ({ id, version }, { workspace: { orgId }, title }) => {
    const record = await client.leads.qualify({ orgId, id }, { version });
    return { record, text: t.leads.qualified(title) };
  },
};

const disqualify: Verb<Lead, unknown, string> = {
  title: () => t.leads.disqualify,
  look: 'quiet',
  if: (lead, context) => isOpen(lead, context) && context.mayUpdate,
  reason: (_, { title }) => ({
    title: t.leads.disqualifyTitle(title),
    label: t.leads.reason,
    help: t.leads.reasonHelp,
    action: t.leads.disqualify,
  }),
  run: async ({ id, version }, { workspace: { orgId }, title }, reason) => {
    const record = await client.leads.disqualify({ orgId, id, body: { reason } }, { version });
    return { record, text: t.leads.disqualified(title) };
  },
};

const convert: Verb<Lead> = {
  title: () => t.leads.convert,
  icon: ArrowRightLeft,
  look: 'primary',
  if: (lead, context) => isOpen(lead, context) && mayTouch(context.workspace, 'lead:convert', lead.ownerId),
  href: ({ id }, { workspace }) => `${workspace.base}/leads/${id}/convert`,
};

export default { verbs: [reopen, qualify, disqualify, convert] } satisfies VerbList<Lead>;
