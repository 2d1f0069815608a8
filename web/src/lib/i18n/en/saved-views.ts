import { ofTypes, type Noun, type Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const savedViews = {
  search: 'Search views',
  mine: 'Private',
  shared: 'Shared',
  none: 'No views match',
  empty: 'No saved views yet. Filter, sort or arrange the list, then save it as a view.',
  notLoaded: 'Your views couldn’t be loaded.',
  openFirst: (name: string) => `Open “${name}” first`,
  opensFirst: (name: string) => `“${name}” opens first`,
  open: (name: string) => `Open view “${name}”`,
  actionsOf: (name: string) => `Actions for “${name}”`,
  save: 'Save changes',
  saveAs: 'Save as new view',
  rename: 'Rename',
  share: 'Share',
  duplicate: 'Duplicate',
  copyLink: 'Copy link',
  linkCopied: 'Link copied',
  linkCopiedPrivate: 'Link copied. Only you can open this view until you share it.',
  linkNotCopied: 'The link couldn’t be copied. Copy it from the address bar.',
  delete: 'Delete view',
  changed: 'Changed',
  discard: 'Discard',
  name: 'Name',
  nameHint: 'Follow up this week',
  alsoFirst: 'Open this view first',
  saveTitle: 'Save as new view',
  saveText: 'Keeps the search, filters, groups, sort and columns.',
  saveBoardText: 'Keeps the search and filters of the board.',
  saveAction: 'Save view',
  renameTitle: 'Rename view',
  renameAction: 'Rename',
  shareTitle: (name: string) => `Share “${name}”`,
  shareAction: 'Save',
  sharedWith: 'Who can use it',
  private: 'Only me',
  privateText: 'Nobody else sees this view.',
  everyone: 'Everyone',
  everyoneText: 'All members except clients find it in their views.',
  roles: 'Certain roles',
  rolesText: 'Members with these roles find it in their views.',
  chooseRole: 'Choose at least one role',
  access: 'Sharing a view doesn’t give access to records: everyone sees only the records their role allows.',
  whoChanges: 'You, admins and owners can change it.',
  copyOf: (name: string) => `${name} (copy)`,
  saved: (name: string) => `“${name}” was saved`,
  renamed: (name: string) => `Renamed to “${name}”`,
  isShared: (name: string) => `“${name}” is now shared`,
  isPrivate: (name: string) => `“${name}” is now private`,
  duplicated: (name: string) => `“${name}” was created`,
  deleted: (name: string) => `“${name}” was deleted`,
  deleteTitle: (name: string) => `Delete “${name}”?`,
  deleteSharedText:
    'Everyone it’s shared with loses it, and links to it stop working. No records are deleted.',
  deleteText: 'Links to it stop working. No records are deleted.',
  keep: 'Keep it',
  changedElsewhere: (name: string) => `“${name}” was changed in the meantime`,
  changedElsewhereText: 'Someone else has saved this view since you opened it.',
  overwrite: 'Overwrite',
  keepTheirs: 'Don’t save',
  gone: 'This view isn’t available',
  goneText: 'It was deleted, or it isn’t shared with you anymore.',
  goneChanged: 'The view of this list was deleted, or it isn’t shared with you anymore.',
  missing: (labels: readonly string[]) =>
    plural(labels.length, {
      one: `The field ${labels.join()} is missing`,
      other: `The fields ${labels.join(', ')} are missing`,
    }),
  missingText: (count: number) =>
    plural(count, {
      one: 'The field was retired, or you can’t read it. Columns and sorts that use it are left out. If a condition uses it, no records are shown, because others could be among them.',
      other:
        'The fields were retired, or you can’t read them. Columns and sorts that use them are left out. If a condition uses one, no records are shown, because others could be among them.',
    }),
  showWithout: (count: number) => plural(count, { one: 'Show without it', other: 'Show without them' }),
  saveWithout: (count: number) => plural(count, { one: 'Save without it', other: 'Save without them' }),
  notSaved: (why: string) => `The view wasn’t saved: ${why}`,
  tooLarge: 'This view is too large. Remove some of its conditions.',
  tooManyPrivate: (limit: number) =>
    `You already have ${limit} private views. Delete one you no longer need.`,
  tooManyShared: (limit: number) =>
    `Your organization already has ${limit} shared views. Delete one that’s no longer needed.`,
  creatorGone:
    'Its creator is no longer a member, so it can’t become private. Share it with a role, or delete it.',
  expand: (many: string) => `Show views of ${many}`,
  ofType: (many: string) => `Views of ${many}`,
  collapse: (many: string) => `Hide views of ${many}`,
};

const ofType = ({ many }: Noun) => ({ backToAll: `Show all ${many}` });

/** UI text for saved views. */
export const texts = (nouns: Nouns) => ({ savedViews, viewPhrases: ofTypes(nouns, ofType) });
