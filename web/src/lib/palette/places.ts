import { allActivities, allowed, sidebarFoot, sidebarGroups, type Place } from '#lib/frame/navigation.ts';
import { recordViews } from '#lib/records/views.ts';
import { settingsGroups } from '#lib/settings/places.ts';
import type { Workspace } from '#lib/workspace.ts';

/** Overview pages of record types, such as the organization chart, and the list that the sidebar doesn't have. */
function furtherPlaces(workspace: Workspace): Place[] {
  const overviews = Object.values(recordViews).flatMap(({ plural, permissions, overview }) =>
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
  );
  return [allActivities(workspace), ...overviews].filter(allowed(workspace));
}

/** All pages that the palette offers. A page that is in both the sidebar and the settings is listed once. */
export function allPlaces(workspace: Workspace): Place[] {
  const places = [
    ...sidebarGroups(workspace).flat(),
    ...settingsGroups(workspace).flatMap((group) => group.places),
    ...sidebarFoot(workspace),
    ...furtherPlaces(workspace),
  ];
  return places.filter((place, at) => places.findIndex((other) => other.href === place.href) === at);
}
