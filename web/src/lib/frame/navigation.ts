import type { Component } from 'svelte';
import CalendarCheck from '@lucide/svelte/icons/calendar-check';
import Gauge from '@lucide/svelte/icons/gauge';
import SquareKanban from '@lucide/svelte/icons/square-kanban';
import KeyRound from '@lucide/svelte/icons/key-round';
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard';
import Settings from '@lucide/svelte/icons/settings';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import Tags from '@lucide/svelte/icons/tags';
import UserRound from '@lucide/svelte/icons/user-round';
import UserRoundCog from '@lucide/svelte/icons/user-round-cog';
import Building2 from '@lucide/svelte/icons/building-2';
import BookOpen from '@lucide/svelte/icons/book-open';
import Lock from '@lucide/svelte/icons/lock';
import type { Permission } from '#contract/permission.ts';
import type { CommandId } from '#lib/commands/catalog.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { RecordView } from '#lib/records/view.ts';
import { recordViews } from '#lib/records/views.ts';
import { may, type Workspace } from '#lib/workspace.ts';

export interface Place {
  label: string;
  href: string;
  icon: Component<{ class?: string }>;
  command?: CommandId;
  permission?: Permission;
  /** Only this very address makes it the current place, not those below it. */
  exact?: boolean;
}

const allowed = (workspace: Workspace) => (place: Place) =>
  !place.permission || may(workspace, place.permission);

const placeOf = (base: string, view: RecordView): Place => ({
  label: view.texts().many,
  href: `${base}/${view.plural}`,
  icon: view.icon,
  command: view.goCommand,
  permission: view.permissions.read,
});

/** The sidebar's groups, from top to bottom. */
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
    (['contact', 'customer', 'lead', 'deal'] as const).map((name) => placeOf(base, recordViews[name])),
    [
      {
        label: t.tasks.many,
        href: `${base}/tasks`,
        icon: CalendarCheck,
        command: 'goTasks',
        permission: 'task:read',
      },
    ],
    (['vendor', 'employee'] as const).map((name) => placeOf(base, recordViews[name])),
  ];
  return groups.map((group) => group.filter(allowed(workspace))).filter((group) => group.length > 0);
}

/** Pages that a list's head leads to. */
function furtherPlaces(workspace: Workspace): Place[] {
  return Object.values(recordViews)
    .flatMap(({ plural, permissions, overview }) =>
      overview
        ? [
            {
              label: overview.label(),
              href: `${workspace.base}/${plural}/${overview.path}`,
              icon: overview.icon,
              command: overview.goCommand,
              permission: permissions.read,
            },
          ]
        : [],
    )
    .filter(allowed(workspace));
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

/** Settings pages by whom they concern. */
export function settingsGroups(workspace: Workspace): { heading: string; places: Place[] }[] {
  const settings = `${workspace.base}/settings`;
  const groups = [
    {
      heading: t.settings.you,
      places: [
        { label: t.settings.profile.title, href: `${settings}/profile`, icon: UserRound },
        { label: t.settings.security.title, href: `${settings}/security`, icon: Lock },
      ] as Place[],
    },
    {
      heading: workspace.organization.name,
      places: [
        {
          label: t.settings.organization.title,
          href: `${settings}/organization`,
          icon: Building2,
          permission: 'organization:read',
        },
        { label: t.nav.members, href: `${settings}/members`, icon: UserRoundCog, permission: 'member:read' },
        { label: t.settings.roles.title, href: `${settings}/roles`, icon: ShieldCheck },
        { label: t.nav.tags, href: `${settings}/tags`, icon: Tags, permission: 'tag:read' },
        {
          label: t.pipelines.title,
          href: `${settings}/pipelines`,
          icon: SquareKanban,
          permission: 'pipeline:read',
        },
        {
          label: t.scoring.title,
          href: `${settings}/lead-scoring`,
          icon: Gauge,
          permission: 'lead:read',
        },
      ] as Place[],
    },
    {
      heading: t.settings.integration,
      places: [
        {
          label: t.settings.apiKeys.title,
          href: `${settings}/api-keys`,
          icon: KeyRound,
          permission: 'apiKey:read',
        },
        { label: t.nav.reference, href: '/docs', icon: BookOpen },
      ] as Place[],
    },
  ];
  return groups.map((group) => ({ ...group, places: group.places.filter(allowed(workspace)) }));
}

/** Every page that has an address of its own, once. */
export function allPlaces(workspace: Workspace): Place[] {
  const places = [
    ...sidebarGroups(workspace).flat(),
    ...settingsGroups(workspace).flatMap((group) => group.places),
    ...sidebarFoot(workspace),
    ...furtherPlaces(workspace),
  ];
  return places.filter((place, at) => places.findIndex((other) => other.href === place.href) === at);
}

/** Whether a place is where the reader is. */
export function isCurrent(place: Place, pathname: string): boolean {
  return pathname === place.href || (!place.exact && pathname.startsWith(`${place.href}/`));
}
