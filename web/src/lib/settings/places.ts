import BookOpen from '@lucide/svelte/icons/book-open';
import BriefcaseBusiness from '@lucide/svelte/icons/briefcase-business';
import Building2 from '@lucide/svelte/icons/building-2';
import FileInput from '@lucide/svelte/icons/file-input';
import Gauge from '@lucide/svelte/icons/gauge';
import KeyRound from '@lucide/svelte/icons/key-round';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Lock from '@lucide/svelte/icons/lock';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import SquareKanban from '@lucide/svelte/icons/square-kanban';
import Tags from '@lucide/svelte/icons/tags';
import TextCursorInput from '@lucide/svelte/icons/text-cursor-input';
import UserRound from '@lucide/svelte/icons/user-round';
import UserRoundCog from '@lucide/svelte/icons/user-round-cog';
import { allowed, type Place } from '#lib/frame/navigation.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { Workspace } from '#lib/workspace.ts';

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
          label: t.lists.title,
          href: `${settings}/lists`,
          icon: ListChecks,
          permission: 'organization:read',
        },
        {
          label: t.customFields.title,
          href: `${settings}/custom-fields`,
          icon: TextCursorInput,
          permission: 'customField:read',
        },
        {
          label: t.pipelines.title,
          href: `${settings}/pipelines`,
          icon: SquareKanban,
          permission: 'pipeline:read',
        },
        {
          label: t.presets.title,
          href: `${settings}/presets`,
          icon: BriefcaseBusiness,
          permission: 'organization:update',
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
          label: t.webForms.title,
          href: `${settings}/forms`,
          icon: FileInput,
          permission: 'form:read',
        },
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
