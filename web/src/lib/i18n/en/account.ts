import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** Texts of the page with a user's own data and the deletion of the account. */
export const accountTexts = () => ({
  account: {
    title: 'Your account',
    link: 'Your data and account deletion',
    back: 'Back',
    data: {
      title: 'Your data',
      text: 'Download what is stored about you: your profile, sign-in settings, memberships, private views, API keys without secrets, and what you changed.',
      records:
        'What you entered in an organization belongs to it and isn’t included. Its owners can export it.',
      action: 'Download data',
      file: 'cobalt-crm-my-data.json',
      done: 'Your data was downloaded',
    },
    deletion: {
      title: 'Delete account',
      lead: 'Your account and everything personal in it are removed for good. Nobody can restore them.',
      ends: 'What ends',
      sessions: 'All your sessions, at once',
      profile: 'Your profile, photo, private views and calendar feeds',
      access: (name: string) => `Your access to ${name}`,
      deleting: (name: string) => `Your access to ${name}, which is being deleted`,
      apiKeys: (count: number) => plural(count, { one: '# API key', other: '# API keys' }),
      invitations: (count: number) =>
        plural(count, { one: '# invitation that you sent', other: '# invitations that you sent' }),
      stays: 'What stays',
      staysText:
        'What you entered and changed in an organization stays there. Your name is replaced by “Former member”. Open tasks stay assigned to you until someone takes them over.',
      email:
        'Afterward, you can use your e-mail address for a new account. The new account won’t have any of this data.',
      blocked: 'Before you can delete your account',
      onlyOwner: (name: string) => `You are the only owner of ${name}.`,
      onlyMember: (name: string) => `You are the only member of ${name}.`,
      makeOwner: 'Make someone else an owner',
      deleteOrganization: 'Delete the organization',
      confirmation: (email: string) => `Type ${email} to confirm`,
      otherEmail: 'This isn’t your e-mail address',
      password: 'Password',
      code: 'Code',
      codeHelp: 'From your authenticator app, or a recovery code.',
      action: 'Delete account',
    },
  },
});
