const key = 'cobalt.organization';

/** Id of the organization that was open last on this device. */
export const lastOrganization = (): string | null => localStorage.getItem(key);
export const rememberOrganization = (id: string): void => localStorage.setItem(key, id);
