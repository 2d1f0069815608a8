import Link2Off from '@lucide/svelte/icons/link-2-off';
import type { Issue } from '#contract/records/issue.ts';
import { client } from '#lib/api/client.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { may } from '#lib/workspace.ts';
import { assignToMe } from './assign-to-me.ts';
import type { Verb, VerbList } from './verb.ts';

/** Links are in e-mails to the contact, or to the visitor who wrote through a form. */
const revokeLinks: Verb<Issue> = {
  title: () => t.answers.revoke,
  icon: Link2Off,
  isIcon: true,
  if: ({ writerEmail, contactId }, { workspace }) =>
    may(workspace, 'issue:update') && (writerEmail !== undefined || contactId !== undefined),
  confirm: () => ({
    title: t.answers.revokeTitle,
    text: t.answers.revokeText,
    action: t.answers.revoke,
    danger: true,
  }),
  run: async ({ id, version }, { workspace: { orgId } }) => {
    const record = await client.issues.revokeLinks({ orgId, id }, { version });
    return { record, text: t.answers.revoked };
  },
};

export default { verbs: [assignToMe, revokeLinks] } satisfies VerbList<Issue>;
