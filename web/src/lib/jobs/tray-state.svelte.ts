const storageKey = 'cobalt.jobs.collapsed';
let collapsed = $state(sessionStorage.getItem(storageKey) !== null);

/** Whether the tray shows only its header. The choice is kept for the session of this tab. */
export const isCollapsed = () => collapsed;

export function toggleTray(): void {
  collapsed = !collapsed;
  if (collapsed) sessionStorage.setItem(storageKey, 'true');
  else sessionStorage.removeItem(storageKey);
}
