import type { Role } from '#contract/permission.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const nav = {
  dashboard: 'Dashboard',
  chart: 'Organization chart',
  analytics: 'Analytics',
  tasks: 'Activities',
  tags: 'Tags',
  members: 'Members',
  settings: 'Settings',
  profile: 'Profile',
  reference: 'API reference',
};

export const frame = {
  sections: 'Sections',
  breadcrumbs: 'Breadcrumb',
  skip: 'Skip to content',
  openMenu: 'Open menu',
  collapse: 'Collapse sidebar',
  expand: 'Expand sidebar',
  organizations: 'Organizations',
  newOrganization: 'New organization',
  switchOrganization: 'Switch organization',
  referenceOf: 'Whose fields are described',
  allOrganizations: 'What all organizations have',
  account: 'Account',
  accountOf: (name: string) => `${name}, account`,
  language: 'Language',
};

export const actions = {
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
  search: 'Search',
};

export const languages = { en: 'English', es: 'Español' };

export const roles: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Admin',
  manager: 'Manager',
  employee: 'Employee',
  client: 'Client',
};
