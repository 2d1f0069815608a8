import Languages from '@lucide/svelte/icons/languages';
import LogOut from '@lucide/svelte/icons/log-out';
import Monitor from '@lucide/svelte/icons/monitor';
import Moon from '@lucide/svelte/icons/moon';
import Sun from '@lucide/svelte/icons/sun';
import UserRound from '@lucide/svelte/icons/user-round';
import { goto } from '$app/navigation';
import { runCommand } from '#lib/commands/registry.svelte.ts';
import type { MenuItem } from '#lib/components/menu-item.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { Workspace } from '#lib/workspace.ts';
import { theme } from './theme.svelte.ts';

export const userMenuItems = (workspace: Workspace): MenuItem[] => [
  {
    heading: workspace.me.email,
    label: t.nav.profile,
    icon: UserRound,
    run: () => void goto(`${workspace.base}/settings/profile`),
  },
  {
    apart: true,
    label: t.themes.light,
    icon: Sun,
    checked: theme() === 'light',
    run: () => void runCommand('themeLight'),
  },
  {
    label: t.themes.dark,
    icon: Moon,
    checked: theme() === 'dark',
    run: () => void runCommand('themeDark'),
  },
  {
    label: t.themes.system,
    icon: Monitor,
    checked: theme() === 'system',
    run: () => void runCommand('themeSystem'),
  },
  { apart: true, label: t.commands.language, icon: Languages, run: () => void runCommand('language') },
  { apart: true, label: t.commands.signOut, icon: LogOut, run: () => void runCommand('signOut') },
];
