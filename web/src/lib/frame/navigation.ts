import type { Component } from 'svelte';
import CalendarCheck from '@lucide/svelte/icons/calendar-check';
import ChartLine from '@lucide/svelte/icons/chart-line';
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard';
import Settings from '@lucide/svelte/icons/settings';
import Tags from '@lucide/svelte/icons/tags';
import UserRoundCog from '@lucide/svelte/icons/user-round-cog';
import type { NavigationGroup } from '#contract/record-type.ts';
import type { Permission } from '#contract/permission.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { CommandId } from '#lib/commands/catalog.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { recordBasics, type RecordBasics } from '#lib/records/record-basics.ts';
import { may, type Workspace } from '#lib/workspace.ts';

export interface Place {
  label: string;
  href: string;
  icon: Component<{ class?: string }>;
  command?: CommandId;
  permission?: Permission;
  /** The type of the records that the place lists. */
  recordType?: RecordTypeName;
  /** Whether the place is current only at exactly the path in `href`, and not at paths below it. */
  exact?: boolean;
  /** The path of other pages on which the place is current, too. */
  besides?: string;
}

export const allowed = (workspace: Workspace) => (place: Place) =>
  !place.permission || may(workspace, place.permission);

const placeOf = (base: string, view: RecordBasics): Place => ({
  label: view.texts().many,
  href: `${base}/${view.plural}`,
  icon: view.icon,
  command: view.goCommand,
  permission: view.permissions.read,
  recordType: view.name,
});

const recordPlaces = (base: string, group: NavigationGroup): Place[] =>
  Object.values(recordBasics)
    .filter((view) => view.type.group === group)
    .map((view) => placeOf(base, view));

/** The list of all activities. The page of one's own links to it, in place of the sidebar. */
export const allActivities = ({ base }: Workspace): Place => ({
  ...placeOf(base, recordBasics.activity),
  label: recordBasics.activity.texts().all,
});

/** The sidebar's groups from top to bottom, with the places that the user can access. */
export function sidebarGroups(workspace: Workspace): Place[][] {
  const { base } = workspace;
  const groups: Place[][] = [
    [
      {
        label: t.nav.dashboard,
        href: base,
        icon: LayoutDashboard,
        command: 'goDashboard',
        permission: 'dashboard:read',
        exact: true,
      },
    ],
    recordPlaces(base, 'sales'),
    [
      {
        label: t.nav.tasks,
        href: `${base}/tasks`,
        icon: CalendarCheck,
        command: 'goTasks',
        permission: 'task:read',
        besides: allActivities(workspace).href,
      },
      {
        label: t.nav.analytics,
        href: `${base}/analytics`,
        icon: ChartLine,
        permission: 'analytics:read',
      },
    ],
    recordPlaces(base, 'organization'),
  ];
  return groups.map((group) => group.filter(allowed(workspace))).filter((group) => group.length > 0);
}

export function sidebarFoot(workspace: Workspace): Place[] {
  const { base } = workspace;
  return [
    {
      label: t.nav.tags,
      href: `${base}/settings/tags`,
      icon: Tags,
      command: 'goTags',
      permission: 'tag:read',
    } as const,
    {
      label: t.nav.members,
      href: `${base}/settings/members`,
      icon: UserRoundCog,
      command: 'goMembers',
      permission: 'member:read',
    } as const,
    { label: t.nav.settings, href: `${base}/settings`, icon: Settings, command: 'goSettings' } as const,
  ].filter(allowed(workspace));
}

const isAt = (path: string, pathname: string): boolean =>
  pathname === path || pathname.startsWith(`${path}/`);

/** Whether a place is current: `pathname` is its path or, unless `exact` is set, a path below it. */
export const isCurrent = ({ href, exact, besides }: Place, pathname: string): boolean =>
  (exact ? pathname === href : isAt(href, pathname)) || (besides !== undefined && isAt(besides, pathname));
