import type { Organization } from '#contract/organization.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { deletedFrom, deletionActions, restoreActions, restoredFrom } from '#data/organization/deletion.ts';
import { loadOrganization, rememberSettings } from '#data/organization/settings.ts';
import { transact } from '#data/store/transact.ts';
import { withLogo } from './logo.ts';

export async function requestDeletion(
  context: Context,
  { body: { confirmation } }: { body: { confirmation: string } },
): Promise<Organization> {
  const before = await loadOrganization(context, context.orgId);
  if (!isNameOf(before, confirmation)) throw fieldProblem('/confirmation', 'other_organization');
  if (before.deletingAt !== undefined) return withLogo(before);
  const after = deletedFrom(before, context.now);
  await transact(context, deletionActions(context, before, after));
  rememberSettings(after);
  return withLogo(after);
}

export async function restore(context: Context): Promise<Organization> {
  const before = await loadOrganization(context, context.orgId);
  if (before.deletingAt === undefined) return withLogo(before);
  const after = restoredFrom(before, context.now);
  await transact(context, restoreActions(context, before, after));
  rememberSettings(after);
  return withLogo(after);
}

/** Case and repeated spaces don't matter: the text proves that the caller means this organization. */
function isNameOf({ name, slug }: Organization, confirmation: string): boolean {
  const typed = plain(confirmation);
  return typed === plain(name) || typed === plain(slug);
}

const plain = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
