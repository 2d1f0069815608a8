import BookOpen from '@lucide/svelte/icons/book-open';
import BriefcaseBusiness from '@lucide/svelte/icons/briefcase-business';
import Building2 from '@lucide/svelte/icons/building-2';
import ChartBar from '@lucide/svelte/icons/chart-bar';
import Copy from '@lucide/svelte/icons/copy';
import DoorOpen from '@lucide/svelte/icons/door-open';
import FileInput from '@lucide/svelte/icons/file-input';
import FileUp from '@lucide/svelte/icons/file-up';
import Gauge from '@lucide/svelte/icons/gauge';
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard';
import Languages from '@lucide/svelte/icons/languages';
import KeyRound from '@lucide/svelte/icons/key-round';
import LifeBuoy from '@lucide/svelte/icons/life-buoy';
import Layers from '@lucide/svelte/icons/layers';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Lock from '@lucide/svelte/icons/lock';
import ReceiptText from '@lucide/svelte/icons/receipt-text';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import SquareKanban from '@lucide/svelte/icons/square-kanban';
import Tags from '@lucide/svelte/icons/tags';
import TextCursorInput from '@lucide/svelte/icons/text-cursor-input';
import UserRound from '@lucide/svelte/icons/user-round';
import UserRoundCog from '@lucide/svelte/icons/user-round-cog';
import UserRoundX from '@lucide/svelte/icons/user-round-x';
import Webhook from '@lucide/svelte/icons/webhook';
import type { Permission } from '#contract/permission.ts';
import { allowed, type Place } from '#lib/frame/navigation.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { Workspace } from '#lib/workspace.ts';

interface Group {
  heading: string;
  places: Place[];
}

/** The settings pages that the user can access, in groups: the user's own, the organization's, and integration. */
export function settingsGroups(workspace: Workspace): Group[] {
  const settings = `${workspace.base}/settings`;
  const groups = [yours(settings), organizations(settings, workspace), integration(settings)];
  return groups.map((group) => ({ ...group, places: group.places.filter(allowed(workspace)) }));
}

const yours = (settings: string): Group => ({
  heading: t.settings.you,
  places: [
    { label: t.settings.profile.title, href: `${settings}/profile`, icon: UserRound },
    { label: t.settings.security.title, href: `${settings}/security`, icon: Lock },
  ],
});

function organizations(settings: string, { base, organization }: Workspace): Group {
  const place = (label: string, path: string, icon: Place['icon'], permission?: Permission): Place => ({
    label,
    href: `${settings}/${path}`,
    icon,
    ...(permission ? { permission } : {}),
  });
  return {
    heading: organization.name,
    places: [
      place(t.settings.organization.title, 'organization', Building2, 'organization:read'),
      place(t.nav.members, 'members', UserRoundCog, 'member:read'),
      place(t.settings.roles.title, 'roles', ShieldCheck),
      place(t.nav.tags, 'tags', Tags, 'tag:read'),
      place(t.wording.title, 'wording', Languages, 'organization:read'),
      place(t.dashboardCards.title, 'dashboard', LayoutDashboard, 'organization:read'),
      place(t.lists.title, 'lists', ListChecks, 'organization:read'),
      place(t.customFields.title, 'custom-fields', TextCursorInput, 'customField:read'),
      place(t.billing.title, 'billing', ReceiptText, 'billing:read'),
      place(t.support.title, 'support', LifeBuoy, 'issue:read'),
      place(t.portalSettings.title, 'portal', DoorOpen, 'organization:update'),
      place(t.pipelines.title, 'pipelines', SquareKanban, 'pipeline:read'),
      place(t.presets.title, 'presets', BriefcaseBusiness, 'organization:update'),
      place(t.scoring.title, 'lead-scoring', Gauge, 'lead:read'),
      { label: t.resources.import, href: `${base}/imports`, icon: FileUp, permission: 'import:read' },
      {
        label: t.resources.duplicate,
        href: `${base}/contacts/duplicates`,
        icon: Copy,
        permission: 'duplicate:read',
      },
      place(t.nav.jobs, 'jobs', Layers, 'job:read'),
      place(t.settings.erasures.title, 'erasures', UserRoundX, 'personalData:read'),
      place(t.usage.title, 'usage', ChartBar, 'usage:read'),
    ],
  };
}

const integration = (settings: string): Group => ({
  heading: t.settings.integration,
  places: [
    { label: t.webForms.title, href: `${settings}/forms`, icon: FileInput, permission: 'form:read' },
    {
      label: t.settings.apiKeys.title,
      href: `${settings}/api-keys`,
      icon: KeyRound,
      permission: 'apiKey:read',
    },
    {
      label: t.resources.webhook,
      href: `${settings}/webhooks`,
      icon: Webhook,
      permission: 'webhook:manage',
    },
    { label: t.nav.reference, href: '/docs', icon: BookOpen },
  ],
});
