const key = 'cobalt.organization';

/** ID of the organization that was opened last on this device. */
export const lastOrganization = (): string | null => localStorage.getItem(key);
export const rememberOrganization = (id: string): void => localStorage.setItem(key, id);
