import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');
/** Such as "1,204 of 200,000 records". */
const ofMany = (one: string, many: string) => (used: string, limit: number) =>
  `${used} of ${plural(limit, { one: `# ${one}`, other: `# ${many}` })}`;

export const usageTexts = (nouns: Nouns) => ({
  usage: {
    title: 'Usage',
    lead: 'How much of each limit your organization uses. Numbers can be a few seconds old.',
    stored: 'Records and files',
    today: 'Today',
    todayText: 'These counts start again at midnight UTC.',
    items: 'Members and settings',
    requests: 'API requests',
    requestsText: 'Each response says what is left, in the RateLimit header.',
    records: 'Records',
    storage: 'File storage',
    storageText: 'Files in the trash count until they’re permanently removed.',
    changes: 'Changes',
    jobs: 'Jobs',
    mails: 'Invitations and passwords sent',
    formLeads: `${nouns.lead.Many} from web forms`,
    members: 'Members',
    apiKeys: 'API keys',
    forms: 'Web forms',
    sharedViews: 'Shared views',
    customFieldsOf: (type: string) => `Custom fields of ${type}`,
    of: {
      records: ofMany('record', 'records'),
      storage: (used: string, limit: string) => `${used} of ${limit}`,
      changes: ofMany('change', 'changes'),
      jobs: ofMany('job', 'jobs'),
      mails: ofMany('e-mail', 'e-mails'),
      formLeads: ofMany(nouns.lead.one, nouns.lead.many),
      members: ofMany('member', 'members'),
      apiKeys: ofMany('key', 'keys'),
      forms: ofMany('form', 'forms'),
      sharedViews: ofMany('view', 'views'),
      customFields: ofMany('field', 'fields'),
    },
    byOrganization: 'Organization',
    byPrincipal: 'Each user or API key',
    aMinute: (limit: number) => plural(limit, { one: '# request a minute', other: '# requests a minute' }),
    near: (share: string) => `${share} used`,
    full: 'Limit reached. Delete some to add more.',
    fullToday: 'Limit reached. Continue after midnight UTC.',
  },
});
