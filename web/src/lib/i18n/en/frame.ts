import type { Role } from '#contract/role.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { errorTexts } from './errors.ts';

const plural = pluralIn('en');

const nav = {
  dashboard: 'Dashboard',
  chart: 'Organization chart',
  analytics: 'Analytics',
  tasks: 'Activities',
  queue: 'My queue',
  tags: 'Tags',
  jobs: 'Jobs',
  members: 'Members',
  settings: 'Settings',
  profile: 'Profile',
  reference: 'API reference',
};

const frame = {
  sections: 'Sections',
  breadcrumbs: 'Breadcrumb',
  skip: 'Skip to content',
  openMenu: 'Open menu',
  collapse: 'Collapse sidebar',
  expand: 'Expand sidebar',
  organizations: 'Organizations',
  newOrganization: 'New organization',
  switchOrganization: 'Switch organization',
  beingDeleted: (name: string) => `${name} (being deleted)`,
  referenceOf: 'Fields shown',
  allOrganizations: 'Standard fields only',
  account: 'Account',
  accountOf: (name: string) => `Account of ${name}`,
  language: 'Language',
  /** The key that deletes, as keyboards name it. */
  deleteKey: 'Del',
  spaceKey: 'Space',
};

const actions = {
  save: 'Save',
  saveLower: 'save',
  restoreLower: 'restore',
  cancel: 'Cancel',
  close: 'Close',
  edit: 'Edit',
  delete: 'Delete',
  deleteCount: (count: number) => plural(count, { other: 'Delete #' }),
  restore: 'Restore',
  undo: 'Undo',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Couldn’t copy. Select the text and copy it.',
  search: 'Search',
};

const languages = { en: 'English', es: 'Español' };

const roles = (nouns: Nouns): Record<Role, string> => ({
  owner: 'Owner',
  admin: 'Admin',
  manager: 'Manager',
  employee: nouns.employee.One,
  client: 'Client',
});

/** UI text that every page needs, including the pages before sign-in. Loaded first. */
export const texts = (nouns: Nouns) => ({
  product: 'Cobalt CRM',
  loading: 'Loading',
  actions,
  frame,
  languages,
  nav,
  roles: roles(nouns),
  ...errorTexts,
});
