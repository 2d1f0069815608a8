import type { ActivityKind } from '#contract/activity-kinds.ts';
import type { Status } from '#contract/status.ts';
import type { Tone } from '#lib/components/Pill.svelte';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { Workspace } from '#lib/workspace.ts';
import { lookOf } from '../fields/status-tone.ts';

/** The kind of an activity: what it means and, if one was chosen, the kind of the organization's own. */
export interface OfKind {
  kind: ActivityKind;
  kindId?: string | undefined;
}

/** The kinds in use of the organization's list, in its order. */
export const kindsInUse = ({ organization }: Workspace): Status[] =>
  organization.activityKinds.filter(({ retired }) => !retired);

/** The product's entry for a kind, also if it is retired. Activities without an own kind have it. */
const plainEntry = ({ organization }: Workspace, kind: ActivityKind): Status | undefined =>
  organization.activityKinds.find(({ id }) => id === kind);

/** The entry of the organization's list that an activity has, which can be retired. */
export const kindEntry = (workspace: Workspace, { kind, kindId }: OfKind): Status | undefined =>
  workspace.organization.activityKinds.find(({ id }) => id === kindId) ?? plainEntry(workspace, kind);

/** Whether an activity is of a kind that the organization has added, renamed or recolored. */
export function isOwnKind(workspace: Workspace, of: OfKind): boolean {
  const entry = kindEntry(workspace, of);
  return entry !== undefined && !(entry.id === of.kind && entry.names);
}

export const kindName = (workspace: Workspace, of: OfKind): string =>
  kindEntry(workspace, of)?.name ?? t.activities.kinds[of.kind];

export function kindTone(workspace: Workspace, of: OfKind): Tone {
  const entry = kindEntry(workspace, of);
  return entry?.color ? lookOf(entry).tone : 'primary';
}

/** The kind to send for an entry of the list. The product's entries needn't be named. */
export function kindOf(workspace: Workspace, id: string): OfKind | undefined {
  const entry = workspace.organization.activityKinds.find((one) => one.id === id);
  const kind = entry?.meaning as ActivityKind | undefined;
  if (kind === undefined) return undefined;
  return id === kind ? { kind } : { kind, kindId: id };
}

/** The kind with which a form begins: the organization's default if it is among these, or else one that means `kind`. */
export const firstKind = (entries: readonly Status[], kind: ActivityKind): string =>
  (
    entries.find(({ isDefault }) => isDefault) ??
    entries.find(({ meaning }) => meaning === kind) ??
    entries[0]
  )?.id ?? kind;
