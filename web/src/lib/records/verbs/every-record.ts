import Combine from '@lucide/svelte/icons/combine';
import Copy from '@lucide/svelte/icons/copy';
import Pencil from '@lucide/svelte/icons/pencil';
import ShieldUser from '@lucide/svelte/icons/shield-user';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { goto } from '$app/navigation';
import { holdKeys } from '#lib/commands/held-keys.ts';
import { copyText } from '#lib/components/copy.ts';
import { t, withTexts } from '#lib/i18n/i18n.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { mayMerge } from '../merge/may-merge.ts';
import { returnSearch } from '../neighbours.ts';
import { mayErase } from '../personal-data/may-erase.ts';
import { showDeletedToast } from '../record-actions.ts';
import { deleteRecord } from '../record-writes.ts';
import { logActivity } from './log-activity.ts';
import type { Verb, VerbContext, VerbList } from './verb.ts';

const listPath = ({ workspace, view }: VerbContext): string => `${workspace.base}/${view.plural}`;
const openList = (context: VerbContext): Promise<void> =>
  goto(listPath(context) + returnSearch(context.workspace.orgId, context.view));

const edit: Verb = {
  title: () => t.actions.edit,
  icon: Pencil,
  command: 'editRecord',
  if: ({ deletedAt }, { mayUpdate }) => !deletedAt && mayUpdate,
  href: ({ id }, context) => `${listPath(context)}/${id}/edit`,
};

const copyLink: Verb = {
  title: () => t.records.copyLink,
  icon: Copy,
  if: () => true,
  run: async () => {
    const isCopied = await copyText(location.href, t.records.linkNotCopied);
    return isCopied ? { text: t.actions.copied } : undefined;
  },
};

const merge: Verb = {
  title: () => t.merging.open,
  icon: Combine,
  if: (record, { workspace, view }) => !record.deletedAt && mayMerge(workspace, view, record),
  href: ({ id }, context) => `${listPath(context)}/merge?ids=${id}`,
};

/** What is stored about a person, and its erasure, after which the record is gone. */
const personalData: Verb = {
  title: () => t.ofPerson.open,
  icon: ShieldUser,
  if: (_, { workspace, view }) => mayErase(workspace, view),
  dialog: () => withTexts('personalData', import('../personal-data/PersonalData.svelte')),
  run: async (_, context) => {
    await openList(context);
    return undefined;
  },
};

const remove: Verb = {
  title: () => t.actions.delete,
  icon: Trash2,
  isDangerous: true,
  command: 'deleteRecord',
  if: ({ deletedAt }, { mayDelete }) => !deletedAt && mayDelete,
  confirm: async (record, { workspace, view }) => {
    const { questionBeforeDeletion } = await holdKeys(import('../confirm-deletion.ts'));
    return questionBeforeDeletion(workspace, view, record);
  },
  run: async (record, context) => {
    const { workspace, view } = context;
    const deleted = await deleteRecord(workspace.orgId, view, record);
    const href = `${listPath(context)}/${record.id}`;
    showDeletedToast(workspace.orgId, view, [deleted], { undone: () => void goto(href) });
    await openList(context);
    return undefined;
  },
  refused: (error) => t.records.notDeleted(1, refusalText(error)),
};

/** The verbs that records of all types have. */
export const everyRecord: VerbList = {
  verbs: [edit],
  menu: [logActivity, copyLink, merge, personalData, remove],
};
